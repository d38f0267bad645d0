package oscc.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import oscc.process.Run;

/**
 * Machines that are made to fail, each in its own way, and the verdicts of {@code oscc test}. A
 * panic is in {@link StepsIT}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailingMachinesIT {
  private static final Path MANIFEST = Oscc.PROJECT.resolve("manifests/hello.yaml");

  private Path hello;

  @BeforeAll
  void build() throws IOException {
    hello = Oscc.build(MANIFEST, "hello");
  }

  /** A copy of the bundle, for a test that damages it. */
  private Path copy(String name) throws IOException {
    Path copy = Oscc.freshFolder(name).resolve("hello");
    assertThat(Run.of(List.of("cp", "-r", hello.toString(), copy.toString())).result().status())
        .isZero();
    return copy;
  }

  private static void replace(Path file, byte[] bytes) throws IOException {
    // The copy may share its bytes with the bundle.
    Files.delete(file);
    Files.write(file, bytes);
  }

  /** How a test ended, and how many seconds it took. */
  private record Tested(Run.Result result, double seconds) {}

  private static Tested test(Path machine, String append, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("test", machine.toString()));
    arguments.addAll(List.of("--out", Oscc.OUT.toString()));
    arguments.addAll(List.of(more));
    long start = System.nanoTime();
    Run.Result result = Oscc.run(Oscc.PROJECT, Map.of("OSCC_APPEND", append), arguments);
    return new Tested(result, (System.nanoTime() - start) / 1e9);
  }

  private static void assertVerdict(Tested tested, String verdict, String evidence)
      throws IOException {
    String out = tested.result().out();
    assertThat(tested.result().status()).as("%s%s", out, tested.result().err()).isEqualTo(4);
    assertThat(out).contains("direct: " + verdict + " after").contains(evidence);
    double after = Double.parseDouble(found("direct: .* after ([0-9.]+) s", out));
    assertThat(tested.seconds() - after).as("seconds beside the boot: %s", out).isLessThan(20);
    assertNothingRuns(out);
  }

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
    return matcher.group(1);
  }

  /** No process has the folder of this test's sockets, which is its own, among its arguments. */
  private static void assertNothingRuns(String out) throws IOException {
    Path command = Path.of(found("console: (.*)\\.log", out) + ".qemu");
    String sockets = found("name=opt/oscc/agent,file=(/[^,']+)/", Files.readString(command));
    assertThat(ProcessHandle.allProcesses().filter(p -> arguments(p).contains(sockets))).isEmpty();
  }

  private static String arguments(ProcessHandle process) {
    try {
      Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      return new String(Files.readAllBytes(file), UTF_8);
    } catch (IOException e) {
      // It has ended meanwhile.
      return "";
    }
  }

  @Test
  void no_init() throws IOException {
    Path machine = copy("no-init");
    String header = "070701" + "0".repeat(88) + "0000000B" + "0".repeat(8);
    byte[] empty = Arrays.copyOf((header + "TRAILER!!!\0").getBytes(US_ASCII), 4096);
    replace(machine.resolve("initrd.img"), empty);

    assertVerdict(test(machine, ""), "no init", "Kernel panic - not syncing");
  }

  @Test
  void a_wrong_byte_in_the_root() throws IOException {
    Path machine = copy("wrong-byte");
    byte[] root = Files.readAllBytes(machine.resolve("rootfs.squashfs"));
    root[root.length / 2] ^= 1;
    replace(machine.resolve("rootfs.squashfs"), root);

    assertVerdict(test(machine, "oscc.verify=1"), "no root: digest wrong", "the root is damaged");
  }

  @Test
  void a_root_that_no_driver_takes() throws IOException {
    assertVerdict(
        test(hello, "module_blacklist=virtio_blk oscc.rootwait=1"),
        "no root: driver missing",
        "storage without a driver: virtio:");
  }

  @Test
  void silence() throws IOException {
    assertVerdict(
        test(hello, "rdinit=/bin/busybox -- sleep 1000", "--limit", "15"),
        "silence",
        "not ready within 15 s");
  }

  @Test
  void a_reboot_loop() throws IOException {
    assertVerdict(
        test(hello, "rdinit=/bin/busybox -- sh -c sleep${IFS}2;exec${IFS}reboot${IFS}-f"),
        "reboot loop",
        "Linux version");
  }

  @Test
  void a_service_that_never_gets_ready() throws IOException {
    Path manifest = Oscc.freshFolder("never-ready").resolve("machine.yaml");
    String service =
        """
        services:
          web:
            command: [/bin/false]
            restart: never
            ready: {port: 9}
        """;
    Files.writeString(
        manifest, Files.readString(MANIFEST).replace("name: hello", "name: never") + service);
    Oscc.build(manifest, "never");

    assertVerdict(test(manifest, "", "--no-build"), "service failed", "oscc: never failed: web");
  }

  @Test
  void an_oops_that_does_not_stop_the_machine() throws IOException {
    Path manifest = Oscc.freshFolder("oops").resolve("machine.yaml");
    Files.writeString(manifest, Files.readString(MANIFEST) + oopsSteps());

    Tested tested = test(manifest, "", "--no-build");

    assertVerdict(tested, "oops", "BUG: unable to handle page fault");
    assertThat(tested.result().out()).contains("the machine failed: oops");
  }

  /**
   * A kernel module whose init function is a tebibyte beside itself: the addend of the relocation
   * in {@code .rela.gnu.linkonce.this_module}. With 4 GiB the kernel would take it for an erratum
   * of an old processor and mend it. Without the mark at its end the signature does not count.
   */
  private String oopsSteps() throws IOException {
    Path folder = Oscc.freshFolder("oops-module");
    String root = hello.resolve("rootfs.squashfs").toString();
    String pattern = "usr/lib/modules/*/kernel/drivers/net/dummy.ko";
    String out = folder.resolve("tree").toString();
    Run.Result unpacked = Run.of(List.of("unsquashfs", "-d", out, root, pattern)).result();
    assertThat(unpacked.status()).as(unpacked.err()).isZero();
    Path module;
    try (var files = Files.walk(folder)) {
      module = files.filter(f -> f.toString().endsWith("dummy.ko")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(module);
    String mark = "~Module signature appended~\n";
    return """
    tests:
      - run: >-
          cp /lib/modules/*/kernel/drivers/net/dummy.ko /run/x.ko;
          printf '\\001' | dd of=/run/x.ko bs=1 seek=%d conv=notrunc;
          truncate -s %d /run/x.ko; insmod /run/x.ko
        status: 137
      - wait: 20
    """
        .formatted(addend(bytes) + 5, bytes.length - mark.length());
  }

  /**
   * Where the first addend of the section stands; see "Section Header" of the ELF specification.
   */
  private static long addend(byte[] file) {
    ByteBuffer elf = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int sections = (int) elf.getLong(0x28);
    int names = (int) elf.getLong(sections + 64 * elf.getShort(0x3e) + 0x18);
    for (int i = 0; i < elf.getShort(0x3c); i++) {
      int section = sections + 64 * i;
      int name = names + elf.getInt(section);
      String wanted = ".rela.gnu.linkonce.this_module";
      if (new String(file, name, wanted.length() + 1, US_ASCII).equals(wanted + "\0")) {
        return elf.getLong(section + 0x18) + 16;
      }
    }
    throw new AssertionError("the module has no such section");
  }

  @Test
  void an_emulator_that_is_killed() throws Exception {
    Process oscc =
        TogetherIT.command(List.of(), "test", hello.toString(), "--limit", "100").start();
    Optional<ProcessHandle> qemu = TogetherIT.awaitEmulators(oscc, 1).stream().findFirst();

    assertThat(qemu.orElseThrow().destroyForcibly()).isTrue();

    String out = new String(oscc.getInputStream().readAllBytes(), US_ASCII);
    assertThat(oscc.waitFor()).as(out).isEqualTo(4);
    assertThat(out).contains("hello direct: qemu died after", "QEMU ended with status 137");
    assertNothingRuns(out);
  }
}
