package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import oscc.process.Run;

/** Nothing of the host reaches the bytes. */
class ReproducibleIT {

  @Test
  void folder_user_umask_zone_language_threads_store_and_file_order_do_not_matter()
      throws IOException {
    Path hello = Oscc.build(Oscc.PROJECT.resolve("manifests/hello.yaml"), "hello");
    Path one = Oscc.freshFolder("reproducible-one");
    Path other = Oscc.freshFolder("reproducible/other folder");
    TinyMachine.write(one, hello);
    copyBackwards(one, other);

    build(one, Map.of("TZ", "UTC", "LC_ALL", "C"), "umask 022", "1");
    build(
        other,
        Map.of("TZ", "Pacific/Kiritimati", "LC_ALL", "C.UTF-8", "LANGUAGE", "tr"),
        "umask 077",
        "7");

    Path sums = one.resolve("out/tiny/SHA256SUMS");
    assertThat(other.resolve("out/tiny/SHA256SUMS")).hasSameTextualContentAs(sums);
    Run.Result again = build(other, Map.of(), "umask 002", "2");
    assertThat(again.out()).doesNotContain("nothing changed");
    assertThat(other.resolve("out/tiny/SHA256SUMS")).hasSameTextualContentAs(sums);
  }

  /** As another user, through a user name space, in a shell that sets the umask. */
  private static Run.Result build(
      Path folder, Map<String, String> environment, String umask, String jobs) throws IOException {
    String script =
        umask + "; exec \"$0\" build machine.yaml --force --jobs " + jobs + " --store store";
    Run run =
        Run.of(
                List.of(
                    "unshare", "-U", "sh", "-c", script, Oscc.PROJECT.resolve("oscc").toString()))
            .in(folder);
    for (var variable : environment.entrySet()) {
      run = run.with(variable.getKey(), variable.getValue());
    }
    Run.Result result = run.result();
    assertThat(result.status()).as(result.err()).isZero();
    return result;
  }

  /** Makes the same files in the opposite order, so that folders list them differently. */
  private static void copyBackwards(Path from, Path to) throws IOException {
    List<Path> files;
    try (var all = Files.walk(from)) {
      files = all.filter(Files::isRegularFile).sorted().toList().reversed();
    }
    for (Path file : files) {
      Path copy = to.resolve(from.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }
}
