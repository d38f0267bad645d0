package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import oscc.process.Run;

/** Every init system on every way to boot; prints how long each took, as the rows of a table. */
@Tag("full")
class MatrixIT {
  private static final Pattern READY =
      Pattern.compile("(?m)^matrix (direct|ipxe-bios|ipxe-uefi): ready after ([0-9.]+) s");

  @ParameterizedTest
  @ValueSource(strings = {"busybox", "runit", "s6", "systemd", "exec"})
  void an_init_system_gets_ready_on_every_way(String init) throws Exception {
    Path folder = Oscc.freshFolder("matrix-" + init);
    Path file = Files.writeString(folder.resolve("machine.yaml"), manifest(init));

    Run.Result tested =
        Oscc.run(
            Oscc.PROJECT,
            Map.of(),
            "test",
            file.toString(),
            "--out",
            folder.resolve("out").toString(),
            "--via",
            "all");
    Oscc.abortIfNoMirror(tested);

    assertThat(tested.status()).as("%s%s", tested.out(), tested.err()).isZero();
    StringBuilder row = new StringBuilder("| `%s` |".formatted(init));
    Matcher ready = READY.matcher(tested.out());
    int ways = 0;
    for (; ready.find(); ways++) {
      row.append(" %s |".formatted(ready.group(2)));
    }
    System.out.printf(
        Locale.ROOT,
        "%s %.1f |%n",
        row,
        Files.size(folder.resolve("out/matrix/rootfs.squashfs")) / 1e6);
    assertThat(ways).isEqualTo(3);
  }

  /** The three services of {@link InitIT}, without its steps; a program alone has none. */
  private static String manifest(String init) throws Exception {
    String text =
        init.equals("exec")
            ? Files.readString(Oscc.PROJECT.resolve("manifests/exec-hello.yaml"))
            : InitIT.MANIFEST.replace("INIT", init).replaceFirst("(?s)\\ntests:.*", "\n");
    return text.replaceFirst("(?m)^name: .*", "name: matrix");
  }
}
