package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import oscc.process.Run;

/** A private key that a bundle brings into the machine, and that nobody else shall see. */
final class HiddenKey {
  private HiddenKey() {}

  /** Nowhere but in the machine's segment, which is compressed and its owner's alone. */
  static void assertNobodyElseHas(SshKey host, Path bundle) throws IOException {
    String secret = Files.readAllLines(host.file()).get(2);
    String lines = "cd \"$1\" && zstd -dcq %s 2>/dev/null | grep -acF -e \"$2\"";
    assertThat(shell(lines.formatted("machine.img"), bundle, secret)).isEqualTo("1\n");
    // What is in stage 1 is found by the same search.
    assertThat(shell(lines.formatted("initrd.img"), bundle, "mount_machine_layer()"))
        .isEqualTo("1\n");
    assertThat(shell(lines.formatted("initrd.img"), bundle, secret)).isEqualTo("0\n");
    assertThat(shell("unsquashfs -lc \"$1/rootfs.squashfs\"", bundle, secret))
        .contains("/etc/ssh")
        .doesNotContain("ssh_host");
    // In the store lie packages, compressed, and what the manifest names, as it is.
    String files = "cd \"$1\" && grep -rlF -e \"$2\" . || true";
    assertThat(shell(files, Oscc.OUT.resolveSibling("cache"), secret)).isEmpty();
    assertThat(shell(files, bundle, secret)).isEmpty();
    assertThat(shell(files, host.file().resolveSibling("."), secret)).isEqualTo("./host.key\n");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(bundle.resolve("machine.img"))))
        .isEqualTo("rw-------");
    assertThat(bundle.resolve("boot.ipxe"))
        .content()
        .contains("private host keys")
        .doesNotContain("machine.img");
  }

  private static String shell(String script, Path folder, String word) throws IOException {
    return Run.of(List.of("sh", "-c", script, "sh", folder.toString(), word)).result().out();
  }
}
