package oscc.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.cli.DiagnosticText;
import oscc.diag.Report;

/** Damaged manifests end in diagnostics or in a machine, never in an exception. */
class FuzzTest {
  private static final long SEED = 20_260_101;
  private static final int ROUNDS = 1500;
  private static final byte[] SPICE =
      "\"'[]{}:,-?|>&*!%@`#\t\n\r \0~0aZ\u00e9".getBytes(StandardCharsets.UTF_8);

  private static final String COMPOSED =
      """
      oscc: 1
      name: composed
      extends:
        - base.yaml
      ssh: !remove
      kernel: !replace
        deb: linux-image-amd64
        cmdline: [a]
      users:
        - !remove
          name: ann
        - name: root
          uid: 0
      profiles:
        debug:
          vm: {memory: 2G, forward: !remove }
          files:
            - path: /etc/motd
              symlink: /run/motd
      """;

  @TempDir private Path folder;

  @Test
  void no_damage_to_a_manifest_ends_in_an_exception() throws IOException {
    Manifests.writeInputs(folder);
    Files.writeString(folder.resolve("base.yaml"), Manifests.FULL);
    List<String> texts = new ArrayList<>(Manifests.all());
    texts.add(COMPOSED);
    Random random = new Random(SEED);
    SchemaNode schema = Schema.load();
    int accepted = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String good = texts.get(random.nextInt(texts.size()));
      byte[] bytes = damage(good.getBytes(StandardCharsets.UTF_8), random);
      Path file = Files.write(folder.resolve("machine.yaml"), bytes);
      Report report = new Report();
      try {
        boolean present = ManifestReader.read(manifest(file, good), schema, report).isPresent();
        new DiagnosticText(DiagnosticText.Colour.ON).render(report.diagnostics());
        assertThat(present).isEqualTo(!report.hasErrors());
        accepted += present ? 1 : 0;
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(
            "seed %d, round %d:%n%s"
                .formatted(SEED, round, new String(bytes, StandardCharsets.UTF_8)),
            e);
      }
    }
    // Some damage is harmless, most is not: the loop does try both.
    assertThat(accepted).isBetween(ROUNDS / 50, ROUNDS / 2);
  }

  private static Manifest manifest(Path file, String good) {
    return good.equals(COMPOSED) ? new Manifest(file, List.of("debug")) : Manifest.of(file);
  }

  private static byte[] damage(byte[] good, Random random) {
    int at = random.nextInt(good.length);
    byte spice = SPICE[random.nextInt(SPICE.length)];
    return switch (random.nextInt(5)) {
      case 0 -> Arrays.copyOf(good, at);
      case 1 -> replaced(good, at, spice);
      case 2 -> replaced(good, at, (byte) random.nextInt());
      case 3 -> spliced(good, at, at, new byte[] {spice});
      default -> spliced(good, at, Math.min(good.length, at + random.nextInt(20)), new byte[0]);
    };
  }

  private static byte[] replaced(byte[] good, int at, byte value) {
    byte[] bytes = good.clone();
    bytes[at] = value;
    return bytes;
  }

  private static byte[] spliced(byte[] good, int from, int to, byte[] middle) {
    byte[] bytes = new byte[from + middle.length + good.length - to];
    System.arraycopy(good, 0, bytes, 0, from);
    System.arraycopy(middle, 0, bytes, from, middle.length);
    System.arraycopy(good, to, bytes, from + middle.length, good.length - to);
    return bytes;
  }
}
