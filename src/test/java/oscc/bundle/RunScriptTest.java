package oscc.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the script with an emulator that writes down what it was given. */
class RunScriptTest {
  private static final String FAKE_QEMU =
      """
      #!/bin/sh
      printf '%s\\0' "$@" >"$SEEN"
      while [ $# -gt 0 ] && [ "$1" != -initrd ]; do shift; done
      cat -- "$2" >"$SEEN.initrd"
      cat >"$SEEN.stdin"
      ls /proc/self/fd/9 >/dev/null && [ ! -e "$(readlink /proc/self/fd/9)" ] && exit 7
      """;

  @TempDir private Path folder;
  private Path qemu;
  private Path seen;

  @BeforeEach
  void a_fake_emulator() throws IOException {
    qemu = folder.resolve("fake qemu");
    seen = folder.resolve("seen");
    Files.writeString(qemu, FAKE_QEMU);
    Files.setPosixFilePermissions(qemu, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private record Run(int status, String err, List<String> argv) {
    String after(String option) {
      return argv.get(argv.indexOf(option) + 1);
    }
  }

  private Run run(List<String> command, Map<String, String> more)
      throws IOException, InterruptedException {
    Map<String, String> environment = new TreeMap<>(more);
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(err.toFile()).directory(folder.toFile());
    builder.environment().remove("OSCC_APPEND");
    builder.environment().put("OSCC_QEMU", qemu.toString());
    builder.environment().put("SEEN", seen.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    int status = process.waitFor();
    List<String> argv =
        Files.exists(seen) ? List.of(Files.readString(seen).split("\0")) : List.of();
    return new Run(status, Files.readString(err), argv);
  }

  private Path bundle(String name, String cmdline, PortForward... forwards) throws IOException {
    return Bundles.write(folder.resolve(name), Bundles.json("web", cmdline, List.of(forwards)));
  }

  @Test
  void the_emulator_takes_the_scripts_place_and_gets_the_segments_joined() throws Exception {
    Path bundle = bundle("web", "console=ttyS0 rootfstype=ramfs");

    Run run = run(List.of(bundle.resolve("run").toString()), Map.of());

    assertThat(run.status()).as(run.err()).isEqualTo(7);
    assertThat(Files.readString(folder.resolve("seen.initrd")))
        .isEqualTo("<initrd.img><machine.img>");
    assertThat(run.after("-append")).isEqualTo("oscc.root=serial=oscc-root console=ttyS0");
    assertThat(run.after("-kernel")).isEqualTo(bundle.toRealPath() + "/vmlinuz");
  }

  @Test
  void the_disk_that_it_makes_is_nobody_elses() throws Exception {
    BundleJson plain = Bundles.json("web", "quiet", List.of());
    BundleJson json =
        new BundleJson(
            plain.name(),
            plain.build(),
            plain.oscc(),
            plain.arch(),
            plain.files(),
            plain.cmdline(),
            plain.leastMemory(),
            new VmSettings(512, 1, List.of(), 16, VmSettings.ONE_CARD),
            plain.ssh());
    Path bundle = Bundles.write(folder.resolve("web"), json);
    Path disk = folder.resolve("disks/web.raw");

    Run run = run(List.of(bundle.resolve("run").toString()), Map.of("OSCC_DISK", disk.toString()));

    assertThat(run.status()).as(run.err()).isEqualTo(7);
    assertThat(Files.size(disk)).isEqualTo(16 << 20);
    assertThat(Files.getPosixFilePermissions(disk))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(disk.getParent()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a b", "a'b\"c", "$(touch x)`touch y`", "-rf", "a,b,,c", "line\nend\n", "ü*?[a]"})
  void a_bundle_runs_in_a_folder_of_any_name(String name) throws Exception {
    Path bundle = bundle(name, "quiet");

    Run run = run(List.of("sh", bundle.resolve("run").toString()), Map.of());

    assertThat(run.status()).as(run.err()).isEqualTo(7);
    assertThat(run.argv())
        .contains(bundle.toRealPath() + "/vmlinuz")
        .anyMatch(
            w -> w.endsWith("file=" + bundle.toString().replace(",", ",,") + "/rootfs.squashfs"));
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void any_words_of_a_command_line_reach_the_emulator_as_they_are() throws Exception {
    Random random = new Random(20_260_101);
    String alphabet = "ab '\"$(){}`\\*?;&|<>#~!=,%\tü";
    List<String> arguments = new ArrayList<>();
    StringBuilder cmdline = new StringBuilder("quiet ");
    for (int i = 0; i < 200; i++) {
      StringBuilder word = new StringBuilder("x");
      for (int n = random.nextInt(12); n > 0; n--) {
        word.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      arguments.add(word.toString());
      cmdline.append(word).append("y ");
    }
    Path bundle = bundle("web", cmdline.toString().strip());

    List<String> command = new ArrayList<>(List.of(bundle.resolve("run").toString(), "--"));
    command.addAll(arguments);
    Run run = run(command, Map.of("OSCC_APPEND", "a  'b' $(c)"));

    assertThat(run.after("-append"))
        .isEqualTo("oscc.root=serial=oscc-root " + cmdline.toString().strip() + " a  'b' $(c)");
    assertThat(run.argv()).endsWith(arguments.toArray(String[]::new)).doesNotContain("--");
  }

  @Test
  void a_taken_port_is_replaced_and_said() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      Path bundle = bundle("web", "quiet", new PortForward(port, 22), new PortForward(port, 80));
      Path ports = folder.resolve("ports");

      Run run =
          run(List.of(bundle.resolve("run").toString()), Map.of("OSCC_PORTS", ports.toString()));

      List<String> lines = Files.readAllLines(ports);
      int first = Integer.parseInt(lines.getFirst().split(" ", 2)[0]);
      int second = Integer.parseInt(lines.getLast().split(" ", 2)[0]);
      assertThat(first).isNotEqualTo(port);
      assertThat(second).isNotEqualTo(port).isNotEqualTo(first);
      assertThat(run.after("-netdev"))
          .isEqualTo(
              "user,id=net0,hostfwd=tcp:127.0.0.1:%d-:22,hostfwd=tcp:127.0.0.1:%d-:80"
                  .formatted(first, second));
      assertThat(run.err())
          .contains("port %d is taken, using %d".formatted(port, first))
          .contains("ssh -p %d root@127.0.0.1".formatted(first));
    }
  }

  @Test
  void a_closed_input_is_an_empty_one() throws Exception {
    String run = bundle("web", "quiet").resolve("run").toString();

    Run closed = run(List.of("sh", "-c", "exec \"$0\" <&-", run), Map.of());

    assertThat(closed.status()).as(closed.err()).isEqualTo(7);
    assertThat(folder.resolve("seen.stdin")).isEmptyFile();
    assertThat(closed.argv()).contains("stdio,id=console,mux=off,signal=on");
  }

  @Test
  void links_to_the_script_lead_to_its_bundle() throws Exception {
    Path bundle = bundle("web", "quiet");
    Files.createSymbolicLink(folder.resolve("one"), Path.of("web/run"));
    Files.createSymbolicLink(folder.resolve("two"), Path.of("one"));

    Run run = run(List.of("./two"), Map.of());

    assertThat(run.after("-kernel")).isEqualTo(bundle.toRealPath() + "/vmlinuz");
  }

  @Test
  void no_emulator_is_an_error_that_names_the_debian_package() throws Exception {
    String run = bundle("web", "quiet").resolve("run").toString();

    Run failed = run(List.of(run), Map.of("OSCC_QEMU", "no-such-qemu"));

    assertThat(failed.status()).isEqualTo(3);
    assertThat(failed.err()).contains("apt install qemu-system-x86").doesNotContain("\n\n");
  }

  @Test
  void the_accelerator_can_be_chosen() throws Exception {
    String run = bundle("web", "quiet").resolve("run").toString();

    Run tcg = run(List.of(run), Map.of("OSCC_ACCEL", "tcg"));
    Run kvm = run(List.of(run), Map.of("OSCC_ACCEL", "kvm"));

    assertThat(tcg.after("-machine") + tcg.after("-cpu")).isEqualTo("q35,accel=tcgmax");
    assertThat(kvm.after("-machine") + kvm.after("-cpu")).isEqualTo("q35,accel=kvmhost");
    assertThat(tcg.err()).doesNotContain("KVM");
  }

  @Test
  @Tag("tools")
  void shellcheck_has_nothing_to_say() throws Exception {
    Path run = bundle("web", "it's \"quiet\"", new PortForward(2222, 22)).resolve("run");

    Process process = new ProcessBuilder("shellcheck", run.toString()).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(said).isEmpty();
    assertThat(process.waitFor()).isZero();
  }
}
