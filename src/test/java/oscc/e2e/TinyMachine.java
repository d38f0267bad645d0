package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import oscc.process.Run;

/**
 * A manifest that builds in seconds without a network, for tests of the build itself: a real kernel
 * taken from a bundle that was built before, and packages made here.
 */
final class TinyMachine {
  private static final String MANIFEST =
      """
      oscc: 1
      name: tiny
      kernel:
        prebuilt:
          image: vmlinuz
        cmdline:
          - console=ttyS0
      initrd:
        busybox: {file: busybox}
      packages:
        - dir: overlay
      init: busybox
      files:
        - path: /etc/motd
          content: |
            hello
      rootfs:
        compression: {codec: zstd, level: 3, block_size: 128K}
      """;

  private TinyMachine() {}

  /** Writes manifest and inputs into a folder, and returns the manifest. */
  static Path write(Path folder, Path hello) throws IOException {
    Files.copy(hello.resolve("vmlinuz"), folder.resolve("vmlinuz"));
    Path bin = Files.createDirectories(folder.resolve("overlay/usr/bin"));
    Files.copy(Path.of("/bin/busybox"), folder.resolve("busybox"));
    Files.copy(Path.of("/bin/busybox"), bin.resolve("busybox"));
    assertThat(Run.of(List.of("chmod", "755", bin.resolve("busybox").toString())).result().status())
        .isZero();
    Path share = Files.createDirectories(folder.resolve("overlay/usr/share/data"));
    for (int i = 0; i < 300; i++) {
      Files.writeString(share.resolve("f" + i), "line %d\n".formatted(i).repeat(i * 20));
    }
    return Files.writeString(folder.resolve("machine.yaml"), MANIFEST);
  }
}
