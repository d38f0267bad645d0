package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import oscc.process.Run;

/** {@code oscc test} on real machines: a sound one on every way, and a damaged one. */
class VerdictIT {
  @Test
  void the_first_example_gets_ready_on_every_way() throws IOException {
    Path bundle = Oscc.build(Oscc.PROJECT.resolve("manifests/hello.yaml"), "hello");
    String before = Files.readString(bundle.resolve("SHA256SUMS"));

    Run.Result tested =
        Oscc.run(
            Oscc.PROJECT,
            Map.of(),
            List.of("test", "manifests/hello.yaml", "--out", Oscc.OUT.toString(), "--via", "all"));

    assertThat(tested.status()).as("%s%s", tested.out(), tested.err()).isZero();
    String held = Promises.allHeld(Oscc.PROJECT.resolve("manifests/hello.yaml"), bundle);
    assertThat(tested.out().split(held, -1)).as(tested.out()).hasSize(4);
    assertThat(Files.readString(bundle.resolve("SHA256SUMS"))).isEqualTo(before);
    assertThat(Run.of(List.of("sha256sum", "-c", "SHA256SUMS")).in(bundle).result().status())
        .isZero();
    assertThat(tested.out())
        .contains("hello direct: ready", "hello ipxe-bios: ready", "hello ipxe-uefi: ready")
        .contains("fetch rootfs.squashfs", "stage 1", "services", "3 of 3 boots ended ready");
    Run.Result again = Oscc.run(Oscc.PROJECT, Map.of(), "test", "--last");
    assertThat(tested.out()).endsWith(again.out());
  }

  @Test
  void a_root_that_is_cut_short_is_told_with_exit_code_4() throws IOException {
    Path bundle = Oscc.build(Oscc.PROJECT.resolve("manifests/hello.yaml"), "hello");
    Path damaged = Oscc.freshFolder("damaged").resolve("hello");
    Run.of(List.of("cp", "-r", bundle.toString(), damaged.toString())).result();
    byte[] root = Files.readAllBytes(damaged.resolve("rootfs.squashfs"));
    Files.delete(damaged.resolve("rootfs.squashfs"));
    Files.write(damaged.resolve("rootfs.squashfs"), Arrays.copyOf(root, 10 << 20));

    Run.Result tested = Oscc.run(Oscc.PROJECT, Map.of(), "test", damaged.toString());

    assertThat(tested.status()).as("%s%s", tested.out(), tested.err()).isEqualTo(4);
    assertThat(tested.out()).contains("no root: digest wrong", "the root is too short");
  }
}
