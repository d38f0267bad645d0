package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import oscc.process.Run;

/** What lies on the disk may rot: no bundle is ever made of it. */
class DamageIT {

  @Test
  void a_damaged_store_and_bundle_are_mended_with_a_warning() throws IOException {
    Path folder = machine("damage");
    assertThat(build(folder).err()).doesNotContain("damaged");
    String sums = Files.readString(folder.resolve("out/tiny/SHA256SUMS"));

    for (String damaged : List.of("store/blobs", "store/derived", "out/tiny")) {
      flipOneByteOfEachFile(folder.resolve(damaged));

      Run.Result result = build(folder);

      assertThat(folder.resolve("out/tiny/SHA256SUMS")).hasContent(sums);
      Run.Result check =
          Run.of(List.of("sha256sum", "-c", "--quiet", "SHA256SUMS"))
              .in(folder.resolve("out/tiny"))
              .result();
      assertThat(check.status()).as(check.out() + result.err()).isZero();
    }
  }

  @Test
  void the_packages_of_an_initramfs_are_compressed_as_the_root_is() throws IOException {
    Path folder = machine("initramfs-codec");
    Path manifest = folder.resolve("machine.yaml");
    String text = Files.readString(manifest);
    int rootfs = text.indexOf("rootfs:");
    Files.writeString(
        manifest,
        text.substring(0, rootfs) + "rootfs: {filesystem: initramfs, compression: gzip}\n");

    build(folder);

    byte[] cpio = Files.readAllBytes(folder.resolve("out/tiny/rootfs.cpio"));
    assertThat(cpio).startsWith(0x1f, 0x8b);
  }

  private static Path machine(String name) throws IOException {
    Path hello = Oscc.build(Oscc.PROJECT.resolve("manifests/hello.yaml"), "hello");
    Path folder = Oscc.freshFolder(name);
    TinyMachine.write(folder, hello);
    return folder;
  }

  private static Run.Result build(Path folder) throws IOException {
    Run.Result result =
        Oscc.run(folder, Map.of(), "build", "machine.yaml", "--force", "--store", "store");
    assertThat(result.status()).as(result.err()).isZero();
    return result;
  }

  private static void flipOneByteOfEachFile(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length > 0) {
          bytes[bytes.length / 2] ^= 1;
          assertThat(Run.of(List.of("chmod", "u+w", file.toString())).result().status()).isZero();
          Files.write(file, bytes);
        }
      }
    }
  }
}
