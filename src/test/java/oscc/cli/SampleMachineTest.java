package oscc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the AOT cache is trained on must go all the way, or the cache lacks what comes after. */
class SampleMachineTest {
  @TempDir Path folder;

  @Test
  void the_sample_builds_without_a_network_and_has_something_to_say() throws IOException {
    SampleMachine sample = SampleMachine.make(folder, folder.resolve("store"));

    assertThat(build(sample.manifest("one", "")))
        .contains("built", "machine.img", "warning[OS0402]", "note[OS0650]");
    assertThat(build(folder.resolve("pinned.yaml"))).contains("nothing changed");
    assertThat(build(sample.manifest("two", "  - dir: more\n"))).contains("built");
    assertThat(folder.resolve("out/pinned/rootfs.squashfs")).exists();
  }

  /**
   * Whatever a Debian root brings for which there is code, or that code is no part of the cache.
   */
  @Test
  void the_sample_has_something_of_each_kind_that_is_done_for_debian() throws IOException {
    SampleMachine sample = SampleMachine.make(folder, folder.resolve("store"));

    build(sample.manifest("one", ""));

    StringWriter files = new StringWriter();
    new Main(new PrintWriter(files), new PrintWriter(files), System.in, Map.of())
        .run("ls", "--recursive", folder.resolve("out/pinned").toString());
    assertThat(files.toString())
        .contains("/etc/systemd/system/multi-user.target.wants/sample.service")
        .contains("/etc/alternatives/sample", "/var/lib/sample/seen", "/etc/pam.d/common-auth")
        .containsPattern("/etc/ssl/certs/[0-9a-f]{8}\\.0")
        .contains("/etc/ssl/certs/one.pem", "/etc/ssl/certs/two.pem");
  }

  private String build(Path manifest) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        new Main(new PrintWriter(out), new PrintWriter(err), System.in, Map.of())
            .run(
                "build",
                "--offline",
                "--store",
                folder.resolve("store").toString(),
                "--out",
                folder.resolve("out").toString(),
                manifest.toString());
    assertThat(status).as(err.toString()).isZero();
    assertThat(err.toString().lines().filter(line -> line.matches("[a-z]+\\[OS.*")))
        .allMatch(line -> line.startsWith("warning[OS0402]") || line.startsWith("note[OS0650]"));
    return out.toString() + err;
  }
}
