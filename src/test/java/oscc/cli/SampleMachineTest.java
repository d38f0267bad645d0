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
