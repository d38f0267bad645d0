package oscc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.CompileOptions;
import oscc.Compiler;
import oscc.SharedWork;
import oscc.diag.Code;
import oscc.diag.Diagnostic;
import oscc.diag.Progress;
import oscc.diag.Rejected;
import oscc.diag.Report;
import oscc.manifest.Manifest;
import oscc.store.Store;

/** Another build settles the ids of accounts while this one is at work. */
class LostRaceTest {
  private static final Progress NOBODY = event -> {};

  @TempDir Path folder;

  @Test
  void a_build_after_a_lost_race_is_told_what_the_one_before_was_told()
      throws IOException, Rejected {
    SampleMachine sample = SampleMachine.make(folder, folder.resolve("store"));
    String release = "lib/modules/" + SampleParts.RELEASE + "/";
    Files.write(
        folder.resolve("modules.tar"),
        SampleParts.tar(
            Map.of(
                release + "kernel/squashfs.ko", module("squashfs"),
                release + "kernel/overlay.ko", module("overlay"),
                release + "kernel/loop.ko", module("loop"),
                release + "kernel/virtio_blk.ko", module("virtio_blk"),
                release + "modules.builtin", SampleParts.ascii("kernel/fs/ext4/ext4.ko\n"))));
    Path lock = folder.resolve("oscc.lock");
    String before = Files.readString(lock);
    Manifest manifest = Manifest.of(sample.manifest("one", ""));
    compiler(NOBODY).lock(manifest, new Report());
    String theirs = Files.readString(lock).replaceFirst("\"id\": \\d+", "\"id\": 777");
    Files.writeString(lock, before);

    List<Code> first = build(event -> settle(event, lock, theirs), manifest);
    sample.manifest("two", "");
    List<Code> second = build(NOBODY, manifest);

    assertThat(lock).content().contains("\"id\": 777");
    assertThat(first).contains(Code.OS0508);
    assertThat(second).isEqualTo(first);
  }

  private static byte[] module(String name) {
    return SampleParts.module(
        "name=" + name + "\0depends=nowhere\0vermagic=" + SampleParts.RELEASE + " SMP\0");
  }

  private static void settle(Progress.Event event, Path lock, String text) {
    if (event instanceof Progress.Event.Stage(String name) && name.equals("image")) {
      try {
        Files.writeString(lock, text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private List<Code> build(Progress progress, Manifest manifest) throws IOException, Rejected {
    Report report = new Report();
    compiler(progress).build(manifest, folder.resolve("out"), report);
    return report.diagnostics().stream().map(Diagnostic::code).toList();
  }

  private Compiler compiler(Progress progress) throws IOException {
    var options = new CompileOptions(false, true, false, false, 2, OptionalLong.empty(), Map.of());
    Store store = Store.open(folder.resolve("store"));
    return new Compiler(SharedWork.with(store, progress), options, progress);
  }
}
