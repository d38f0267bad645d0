package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import oscc.process.Run;

/** A disk that is full while a bundle is written. */
class FullDiskIT {

  /** A file system of a few megabytes in a name space of its own; the second build cannot fit. */
  private static final String SCRIPT =
      """
      set -u
      mount -t tmpfs -o size=$1k none "$2"
      "$3" build "$4" --force --out "$2" --store "$5" || exit 90
      cp "$2/tiny/SHA256SUMS" "$5.sums"
      dd if=/dev/zero of="$2/filler" bs=64k 2>/dev/null
      head -c 3000000 /dev/urandom >"${4%/*}/overlay/usr/share/more"
      "$3" build "$4" --out "$2" --store "$5"
      status=$?
      cmp "$2/tiny/SHA256SUMS" "$5.sums" || exit 91
      cd "$2/tiny" && sha256sum --quiet -c SHA256SUMS || exit 92
      exit $status
      """;

  @Test
  void a_full_disk_is_named_and_the_previous_bundle_stays() throws IOException {
    Path hello = Oscc.build(Oscc.PROJECT.resolve("manifests/hello.yaml"), "hello");
    Path folder = Oscc.freshFolder("full-disk");
    Path manifest = TinyMachine.write(folder, hello);
    Path disk = Oscc.freshFolder("full-disk-mount");

    Run.Result result =
        Run.of(
                List.of(
                    "unshare",
                    "-Urm",
                    "sh",
                    "-c",
                    SCRIPT,
                    "sh",
                    "40960",
                    disk.toString(),
                    Oscc.PROJECT.resolve("oscc").toString(),
                    manifest.toString(),
                    folder.resolve("store").toString()))
            .result();

    assertThat(result.status()).as(result.out() + result.err()).isEqualTo(3);
    assertThat(result.err()).contains("is full; nothing is lost").contains(disk.toString());
    assertThat(result.err()).doesNotContain("Exception");
  }
}
