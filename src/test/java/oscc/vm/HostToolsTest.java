package oscc.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.bundle.QemuArch;

class HostToolsTest {
  @TempDir private Path folder;

  @Test
  void what_is_missing_is_named_with_the_package_that_brings_it() {
    HostTools tools = new HostTools(Map.of("PATH", folder.toString()));

    assertThatThrownBy(() -> tools.require(QemuArch.X86_64, List.of(BootWay.DIRECT)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "missing on this host: qemu-system-x86_64; on Debian: apt install qemu-system-x86");
  }

  @Test
  void another_emulator_counts_when_the_user_names_it() throws IOException {
    Path mine = Files.createFile(folder.resolve("my-qemu"));
    Files.setPosixFilePermissions(mine, PosixFilePermissions.fromString("rwx------"));
    HostTools tools = new HostTools(Map.of("OSCC_QEMU", mine.toString()));

    tools.require(QemuArch.X86_64, List.of(BootWay.DIRECT));

    assertThat(tools.qemu(QemuArch.X86_64)).isEqualTo(mine.toString());
  }

  @Test
  void emulation_is_what_a_foreign_architecture_gets() {
    assertThat(Accelerator.of(QemuArch.X86_64, Map.of("OSCC_ACCEL", "kvm")))
        .isEqualTo(Accelerator.KVM);
    assertThat(Accelerator.of(QemuArch.X86_64, Map.of("OSCC_ACCEL", "tcg")))
        .isEqualTo(Accelerator.TCG);
  }

  @Test
  void the_last_twenty_runs_are_kept() throws IOException {
    for (int i = 0; i < 23; i++) {
      Path run = RunFolder.begin(folder, Instant.ofEpochSecond(i));
      Files.writeString(run.resolve("hello-direct.log"), "" + i);
      if (i < 22) {
        Files.writeString(RunFolder.results(run), "{}");
      }
    }

    try (var runs = Files.list(folder.resolve("tests"))) {
      assertThat(runs).hasSize(20);
    }
    Path last = RunFolder.last(folder).orElseThrow();
    assertThat(Files.readString(last.resolve("hello-direct.log"))).isEqualTo("21");
  }
}
