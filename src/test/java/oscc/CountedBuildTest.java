package oscc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.diag.Progress;
import oscc.diag.Rejected;
import oscc.diag.Report;
import oscc.manifest.Manifest;
import oscc.store.Store;

/**
 * Counts what a build does after a small change, so that losing a cache fails on any machine,
 * however fast or busy. The package that stays is larger than what shares an object with others.
 */
@Tag("tools")
class CountedBuildTest {
  private static final int SMALL = 30_000;

  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void write_inputs() throws IOException {
    InputFiles.write(folder);
    InputFiles.program(InputFiles.BUSYBOX, folder.resolve("base/usr/bin/busybox"));
    byte[] noise = new byte[9 << 20];
    new Random(1).nextBytes(noise);
    Files.write(folder.resolve("base/usr/noise"), noise);
    Path extra = Files.createDirectories(folder.resolve("extra/usr/share"));
    Files.write(extra.resolve("extra"), new byte[SMALL]);
    store = Store.open(folder.resolve("store"));
  }

  @Test
  void the_first_build_compresses_every_byte() throws IOException, Rejected {
    Map<String, Long> counts = build("hello", "base");

    long size = Files.size(InputFiles.BUSYBOX) + (9 << 20);
    assertThat(counts)
        .containsEntry("bytes of packages compressed", size)
        .containsEntry("files of packages opened", 2L)
        .containsEntry("objects made", 1L)
        .containsEntry("layers begun ahead", 1L)
        .containsEntry("packages unpacked", 1L);
    assertThat(counts.get("bytes of packages copied")).isGreaterThan(9 << 20);
  }

  @Test
  void an_edited_file_touches_no_package() throws IOException, Rejected {
    build("hello", "base");

    Map<String, Long> counts = build("good bye", "base");

    assertThat(counts)
        .doesNotContainKey("bytes of packages compressed")
        .doesNotContainKey("bytes of packages copied")
        .doesNotContainKey("files of packages opened")
        .doesNotContainKey("packages unpacked")
        .doesNotContainKey("packages looked up")
        .doesNotContainKey("package trees joined")
        .doesNotContainKey("busyboxes read")
        .containsEntry("files shared", 4L)
        .containsEntry("files written", 5L);
    assertThat(counts.get("bytes written")).isLessThan(64 << 10);
  }

  @Test
  void one_more_package_compresses_that_package_alone() throws IOException, Rejected {
    build("hello", "base");

    Map<String, Long> counts = build("hello", "base", "extra");

    assertThat(counts)
        .containsEntry("bytes of packages compressed", (long) SMALL)
        .containsEntry("files of packages opened", 1L)
        .containsEntry("objects made", 1L)
        .containsEntry("objects reused", 1L)
        .containsEntry("packages unpacked", 1L);
  }

  @Test
  void nothing_is_compressed_ahead_of_a_layer_that_is_there() throws IOException, Rejected {
    build("hello", "base");
    Path derived = folder.resolve("store/derived");
    remove(derived.resolve("squashfs-object"));
    remove(derived.resolve("groundwork"));

    Map<String, Long> counts = build("good bye", "base");

    assertThat(counts)
        .containsEntry("package trees joined", 1L)
        .containsEntry("files shared", 4L)
        .doesNotContainKey("layers begun ahead");
  }

  private static void remove(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void without_a_change_nothing_is_counted() throws IOException, Rejected {
    build("hello", "base");

    assertThat(build("hello", "base")).isEmpty();
  }

  private Map<String, Long> build(String motd, String... packages) throws IOException, Rejected {
    StringBuilder manifest = new StringBuilder("oscc: 1\nname: counted\ninit: busybox\n");
    manifest.append("kernel: {prebuilt: {image: kernel}, cmdline: [console=ttyS0]}\n");
    manifest.append("initrd: {busybox: {file: busybox}}\n");
    manifest.append("files: [{path: /etc/motd, content: \"%s\"}]\n".formatted(motd));
    manifest.append("rootfs: {compression: {codec: zstd, level: 1}}\npackages:\n");
    for (String name : packages) {
      manifest.append("  - dir: %s\n".formatted(name));
    }
    Path file = Files.writeString(folder.resolve("counted.yaml"), manifest);
    Map<String, Long> counts = new ConcurrentHashMap<>();
    Progress progress = event -> count(event, counts);
    Report report = new Report();
    var options = new CompileOptions(false, true, false, false, 2, OptionalLong.empty(), Map.of());
    try {
      new Compiler(SharedWork.with(store, progress), options, progress)
          .build(Manifest.of(file), folder.resolve("out"), report);
    } catch (Rejected e) {
      throw new AssertionError(report.diagnostics().toString(), e);
    }
    return counts;
  }

  private static void count(Progress.Event event, Map<String, Long> counts) {
    if (event instanceof Progress.Event.Count(String what, long amount)) {
      counts.merge(what, amount, Long::sum);
    }
  }
}
