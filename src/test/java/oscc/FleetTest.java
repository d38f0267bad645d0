package oscc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.diag.Diagnostic;
import oscc.diag.Progress;
import oscc.diag.Rejected;
import oscc.diag.Report;
import oscc.manifest.Manifest;
import oscc.process.Run;
import oscc.store.Store;

/**
 * Many machines in one command: what they have in common is done once, and what each of them is
 * told and gets is what it would be told and get alone.
 */
@Tag("tools")
class FleetTest {
  private static final List<List<String>> SETS =
      List.of(List.of("base"), List.of("base", "one"), List.of("base", "one", "two"));

  /** Beside what the first machine of each set costs. */
  private static final long BYTES_PER_MACHINE = 64 << 10;

  @TempDir Path folder;

  /** What one build said, and what {@code SHA256SUMS} says of the bundle. */
  private record Outcome(List<String> diagnostics, String sums) {}

  @BeforeEach
  void write_inputs() throws IOException {
    InputFiles.write(folder);
    InputFiles.program(InputFiles.BUSYBOX, folder.resolve("base/usr/bin/busybox"));
    byte[] noise = new byte[1 << 20];
    new Random(1).nextBytes(noise);
    Files.write(folder.resolve("base/usr/noise"), noise);
    // It needs a library that nobody brings, of which every machine of the set is warned.
    InputFiles.program(Path.of("/bin/true"), folder.resolve("one/usr/bin/true"));
    InputFiles.program(InputFiles.BUSYBOX, folder.resolve("two/usr/share/two"));
  }

  @Test
  void sixty_machines_cost_three_and_a_little() throws IOException {
    check(60, 7);
  }

  @Test
  @Tag("full")
  void a_thousand_machines_cost_three_and_a_little() throws IOException {
    check(1000, 71);
  }

  /** Every {@code step}th is built alone too, which costs what the first costs. */
  private void check(int machines, int step) throws IOException {
    Map<String, Long> counts = new ConcurrentHashMap<>();
    Progress progress = event -> count(event, counts);
    Store store = Store.open(folder.resolve("store"));
    SharedWork shared = SharedWork.with(store, progress);
    List<Outcome> first = build(shared, progress, 0, SETS.size());
    Map<String, Long> before = Map.copyOf(counts);
    long filesBefore = before.getOrDefault("files written", 0L);
    long bytes = bytesOnDisk();

    List<Outcome> others = build(shared, progress, SETS.size(), machines);

    int further = machines - SETS.size();
    assertThat(before)
        .containsEntry("package trees joined", 3L)
        .containsEntry("busyboxes read", 1L);
    for (String once :
        List.of(
            "package trees joined",
            "busyboxes read",
            "packages unpacked",
            "bytes of packages compressed",
            "files of packages opened",
            "bytes of packages copied")) {
      assertThat(counts.get(once)).as(once).isEqualTo(before.get(once));
    }
    assertThat(counts).containsEntry("files written", filesBefore + 5L * further);
    assertThat(counts).doesNotContainKey("packages looked up");
    assertThat((bytesOnDisk() - bytes) / further).isLessThanOrEqualTo(BYTES_PER_MACHINE);
    assertThat(first.get(1).diagnostics()).anyMatch(text -> text.contains("OS0753"));
    for (int i = SETS.size(); i < machines; i += step) {
      assertThat(others.get(i - SETS.size())).as("machine %d", i).isEqualTo(alone(i));
    }
  }

  private List<Outcome> build(SharedWork shared, Progress progress, int from, int to)
      throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = from; i < to; i++) {
      outcomes.add(build(new Compiler(shared, options(), progress), "out", i));
    }
    return outcomes;
  }

  /** The same machine as the only one of a process that has a store of its own. */
  private Outcome alone(int machine) throws IOException {
    Progress nobody = event -> {};
    Store store = Store.open(folder.resolve("other-store-" + machine));
    SharedWork nothing = SharedWork.with(store, nobody);
    return build(new Compiler(nothing, options(), nobody), "alone", machine);
  }

  private Outcome build(Compiler compiler, String out, int machine) throws IOException {
    Report report = new Report();
    Path manifest = manifest(machine);
    Compiler.Built built;
    try {
      built = compiler.build(Manifest.of(manifest), folder.resolve(out), report);
    } catch (Rejected e) {
      throw new AssertionError(report.diagnostics().toString(), e);
    }
    return new Outcome(
        report.diagnostics().stream().map(FleetTest::text).toList(),
        Files.readString(built.folder().resolve("SHA256SUMS")));
  }

  private static String text(Diagnostic d) {
    return d.code() + " " + d.message() + " " + d.span() + " " + d.help();
  }

  private Path manifest(int machine) throws IOException {
    StringBuilder text =
        new StringBuilder("oscc: 1\nname: m%d\ninit: busybox\n".formatted(machine));
    text.append("kernel: {prebuilt: {image: kernel}, cmdline: [console=ttyS0]}\n");
    text.append("initrd: {busybox: {file: busybox}}\n");
    text.append(
        "network: {interfaces: [{name: eth0, addresses: [10.0.%d.%d/16]}]}\n"
            .formatted(machine / 250, machine % 250 + 1));
    text.append("files: [{path: /etc/key, content: \"%08x\"}]\n".formatted(machine * 7919));
    text.append("rootfs: {compression: {codec: zstd, level: 1}}\n");
    text.append("# a line more\n".repeat(machine % 5)).append("packages:\n");
    SETS.get(machine % SETS.size()).forEach(name -> text.append("  - dir: " + name + "\n"));
    return Files.writeString(folder.resolve("m" + machine + ".yaml"), text);
  }

  private static CompileOptions options() {
    return new CompileOptions(false, true, false, false, 2, OptionalLong.empty(), Map.of());
  }

  private long bytesOnDisk() throws IOException {
    String store = folder.resolve("store").toString();
    String out = folder.resolve("out").toString();
    String text = Run.of(List.of("du", "-sc", "--block-size=1", store, out)).result().out();
    return Long.parseLong(text.lines().toList().getLast().split("\t", -1)[0]);
  }

  private static void count(Progress.Event event, Map<String, Long> counts) {
    if (event instanceof Progress.Event.Count(String what, long amount)) {
      counts.merge(what, amount, Long::sum);
    }
  }
}
