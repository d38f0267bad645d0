package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import oscc.process.Run;
import oscc.store.Digest;

/** The kernel mounts the squashfs of each codec and reads in every file what the tar had. */
class CodecIT {
  private static final long SEED = 20_260_417;

  @ParameterizedTest
  @ValueSource(strings = {"zstd", "xz", "gzip"})
  void the_kernel_reads_every_file(String codec) throws Exception {
    Path folder = Oscc.freshFolder("codec-" + codec);
    Map<String, String> digests = writeTar(folder);
    SshKey key = SshKey.make(folder, "key");
    Path manifest = Files.writeString(folder.resolve("machine.yaml"), manifest(codec, key));

    Path bundle = Oscc.build(manifest, "codec-" + codec);

    try (Guest guest = Guest.run("codec-" + codec, bundle, "").awaitReady()) {
      String sums =
          guest.shell(
              key.file(), "cd /run/oscc/package/data && find . -type f -exec sha256sum {} +");
      Map<String, String> seen = new TreeMap<>();
      sums.lines().forEach(line -> seen.put(line.substring(66), line.substring(0, 64)));
      assertThat(seen).isEqualTo(digests);
    }
  }

  private static String manifest(String codec, SshKey key) {
    return """
    oscc: 1
    name: codec-%1$s
    kernel:
      deb: linux-image-cloud-amd64
      cmdline:
        - console=ttyS0
      modules:
        rootfs: [virtio_net]
    packages:
      - deb: [busybox-static, dropbear-bin]
      - tar: files.tar
    init: busybox
    network:
      interfaces:
        - name: eth0
          dhcp: true
    users:
      - name: root
        authorized_keys:
          - %2$s
    ssh:
      server: dropbear
    rootfs:
      compression: %1$s
    vm:
      forward: ["2222:22"]
    """
        .formatted(codec, key.line());
  }

  /** Files around every block and fragment boundary, some that compress and some that do not. */
  private static Map<String, String> writeTar(Path folder) throws IOException {
    Random random = new Random(SEED);
    Path data = Files.createDirectories(folder.resolve("data"));
    Map<String, String> digests = new TreeMap<>();
    int[] sizes = {0, 1, 4095, 4096, 131_071, 131_072, 131_073, 1 << 20, (1 << 20) + 1, 3_500_000};
    for (int i = 0; i < 120; i++) {
      byte[] bytes = new byte[i < sizes.length ? sizes[i] : random.nextInt(60_000)];
      random.nextBytes(bytes);
      if (i % 3 == 0) {
        Arrays.fill(bytes, bytes.length / 4, bytes.length, (byte) i);
      }
      Path file = data.resolve("d%d".formatted(i % 7)).resolve("f" + i);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      digests.put("./d%d/f%d".formatted(i % 7, i), Digest.of(bytes).hex());
    }
    Run.Result tar = Run.of(List.of("tar", "-cf", "files.tar", "data")).in(folder).result();
    assertThat(tar.status()).as(tar.err()).isZero();
    return digests;
  }
}
