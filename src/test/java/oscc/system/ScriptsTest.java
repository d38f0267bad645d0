package oscc.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import oscc.diag.Report;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.manifest.Init;
import oscc.manifest.Interfaces;
import oscc.manifest.Logging;
import oscc.manifest.Network.Route;

@Tag("tools")
final class ScriptsTest {
  private static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKd me@host";

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(names = {"BUSYBOX", "RUNIT", "S6"})
  void shellcheck_has_nothing_to_say_about_any_script(Init init) throws Exception {
    List<String> command = shellcheck(tree(all().init(init)));

    assertThat(command).hasSizeGreaterThan(24);
    assertThat(run(command)).isEmpty();
  }

  @Test
  void shellcheck_has_nothing_to_say_about_the_scripts_beside_systemd() throws Exception {
    Report report = new Report();
    FileTreeBuilder packages = TestPackages.debian();
    TestPackages.program(packages, "/usr/bin/ip", Content.of("ip"));
    TestPackages.program(packages, "/usr/bin/ping", Content.of("ping"));
    TestMachine machine = all().openssh(22).init(Init.SYSTEMD);

    List<String> command = shellcheck(TestPackages.layer(machine, packages.build(), report).tree());

    assertThat(report.diagnostics()).isEmpty();
    assertThat(command).hasSizeGreaterThan(12);
    assertThat(run(command)).isEmpty();
  }

  private static TestMachine all() {
    return new TestMachine()
        .service("web", "/bin/sh", "-c", "it's \"$x\"")
        .service(Services.full("full"))
        .dhcp("eth0")
        .nic(
            Interfaces.named("br0", TestMachine.SPAN)
                .bridge("lan1")
                .acceptRa(true)
                .routes(new Route("default", Optional.of("fe80::1"), OptionalLong.of(7))))
        .nic(Interfaces.named("lan1", TestMachine.SPAN).mtu(1400))
        .nic(Interfaces.named("lan1.9", TestMachine.SPAN).vlan(9, "lan1"))
        .search("example.org")
        .machineId("random")
        .address("lan0", "52:54:00:12:34:56", "192.0.2.10/24", "192.0.2.1")
        .nameservers("192.0.2.53")
        .load("dummy")
        .logging(
            new Logging(
                OptionalLong.empty(),
                List.of(),
                Optional.of(
                    new Logging.Netconsole(
                        "192.0.2.9", 6666, "eth0", Optional.empty(), TestMachine.SPAN))))
        .ssh(22, true);
  }

  /** The command for all scripts of a tree, copied to a folder. */
  private List<String> shellcheck(FileTree tree) throws IOException {
    // Not followed: profile.d. Not assigned: what udhcpc gives in the environment. Not reached:
    // functions that a function calls by their name.
    List<String> command =
        new ArrayList<>(List.of("shellcheck", "-s", "sh", "-e", "SC1090,SC2154,SC2317"));
    for (FileTree.Entry entry : tree) {
      if (entry.node() instanceof Node.RegularFile file
          && (file.attributes().mode().isExecutable() || isSourced(entry.path()))) {
        Path copy = folder.resolve(entry.path().value().replace('/', '_'));
        try (InputStream in = file.content().open()) {
          Files.copy(in, copy);
        }
        command.add(copy.toString());
      }
    }
    return command;
  }

  private static boolean isSourced(UnixPath path) {
    return path.name().equals("profile") || path.parent().name().equals("service");
  }

  @Test
  void a_key_of_the_command_line_is_taken_only_if_it_is_one() throws Exception {
    String good = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(KEY + "\n"));
    String two = Base64.getUrlEncoder().encodeToString(bytes(KEY + "\n" + KEY));
    String options = Base64.getUrlEncoder().encodeToString(bytes("command=\"x\" " + KEY));

    assertThat(keys("root=x oscc.ssh_key=" + good + " * quiet")).isEqualTo("baked\n" + KEY + "\n");
    for (String bad : List.of(two, options, "", "*", "AAAA", "%%%")) {
      assertThat(keys("oscc.ssh_key=" + bad)).as(bad).isEqualTo("baked\n");
    }
  }

  /** Runs the script with the host's busybox, on files of this test instead of the machine's. */
  private String keys(String cmdline) throws Exception {
    assertThat(Path.of("/usr/bin/busybox"))
        .as("install the Debian package busybox-static")
        .isExecutable();
    Files.writeString(folder.resolve("cmdline"), cmdline + "\n");
    Files.writeString(folder.resolve("baked"), "baked\n");
    Files.deleteIfExists(folder.resolve("keys"));
    String script =
        TestPackages.text(tree(new TestMachine().ssh(22, true)), "/usr/lib/oscc/key")
            .replace("/proc/cmdline", folder.resolve("cmdline").toString())
            .replace("/root/.ssh/authorized_keys", folder.resolve("baked").toString())
            .replace("/run/oscc/authorized_keys", folder.resolve("keys").toString())
            .replace("/dev/console", "/dev/null")
            .replaceAll("(?m)^mount .*$", "");
    Path file = Files.writeString(folder.resolve("key.sh"), script);
    run(List.of("/usr/bin/busybox", "sh", file.toString()));
    return Files.readString(folder.resolve("keys"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static FileTree tree(TestMachine machine) throws IOException {
    Report report = new Report();
    FileTree tree = TestPackages.layer(machine, TestPackages.usual().build(), report).tree();
    assertThat(report.hasErrors()).isFalse();
    assertThat(tree.find(new UnixPath("/usr/lib/oscc/boot"))).isPresent();
    return tree;
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = start(command);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  private static Process start(List<String> command) throws IOException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new AssertionError("install the Debian package " + command.getFirst(), e);
    }
  }
}
