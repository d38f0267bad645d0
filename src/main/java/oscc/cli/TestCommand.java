package oscc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import oscc.bundle.BundleJson;
import oscc.bundle.QemuArch;
import oscc.cli.TrialPool.Planned;
import oscc.commandline.Arguments;
import oscc.commandline.Operand;
import oscc.commandline.Option;
import oscc.commandline.Syntax;
import oscc.commandline.UsageException;
import oscc.conform.Subject;
import oscc.manifest.Machine;
import oscc.manifest.PlacedMachine;
import oscc.steps.Place;
import oscc.steps.Steps;
import oscc.vm.BootWay;
import oscc.vm.Exercise;
import oscc.vm.HostTools;
import oscc.vm.RunFolder;
import oscc.vm.Trial;
import oscc.vm.TrialResult;
import oscc.vm.Trials;

/** {@code oscc test}. */
record TestCommand(Surroundings surroundings, Compilers compilers) implements Command {
  private static final Option<List<BootWay>> VIA =
      Option.of(
          "--via",
          "WAY",
          List.of(BootWay.DIRECT),
          TestCommand::ways,
          "direct, ipxe-bios, ipxe-uefi or all (default: direct).");
  private static final Option<Integer> AT_ONCE =
      Option.number("--at-once", "N", 1, "Machines that run at the same time (default: 1).")
          .or("-j");
  private static final Option<Optional<Duration>> LIMIT =
      Option.of(
          "--limit",
          "SECONDS",
          Optional.empty(),
          TestCommand::limit,
          "Time for each boot (default: 300 with KVM, 900 without).");
  private static final Option<Map<String, Path>> REPORT =
      Option.of(
          "--report",
          "KIND=FILE",
          Map.of(),
          TestReports::parse,
          "Write results to files as well: junit=, json= or html=FILE, or several with commas.");
  private static final Option<Boolean> LAST =
      Option.flag("--last", "Show the newest results again; boot nothing.");

  @Override
  public Syntax syntax() {
    return Syntax.of("oscc test", "Boot machines in QEMU and say how it went.")
        .with(CompileArguments.OPTIONS)
        .with(BuildArguments.OPTIONS)
        .with(CommonOptions.FORMAT)
        .with(List.of(VIA, TestTargets.NO_BUILD, AT_ONCE, LIMIT, REPORT, LAST))
        .taking(
            new Operand(
                "MACHINE",
                Operand.Count.ANY,
                "Manifests, which are built first, or folders of bundles."))
        .footer(
            "",
            "Example: oscc test manifests/hello.yaml --via all",
            "Ends with 4 unless every machine gets ready and is what its manifest says. Consoles of"
                + " the",
            "last 20 runs are kept.");
  }

  @Override
  public int run(Arguments given, Answer answer) throws Exception {
    if (given.get(LAST) != given.operands().isEmpty()) {
      throw new UsageException("give either MACHINE, one or more, or --last");
    }
    if (given.get(AT_ONCE) < 1) {
      throw new UsageException("-j wants a number from 1 on");
    }
    List<TrialResult> results = given.get(LAST) ? lastResults(answer) : boot(given, answer);
    TestReports.write(given.get(REPORT), results);
    answer.add("boots", TestReports.boots(results));
    answer.say(TestText.summary(results));
    boolean sound = results.stream().allMatch(TrialResult::passed);
    return (sound ? ExitCode.DONE : ExitCode.MACHINE).status();
  }

  private static List<BootWay> ways(String text) throws UsageException {
    if (text.equals("all")) {
      return List.of(BootWay.values());
    }
    BootWay way =
        BootWay.of(text)
            .orElseThrow(() ->
                new UsageException(
                    "--via wants direct, ipxe-bios, ipxe-uefi or all, not `%s`".formatted(text)));
    return List.of(way);
  }

  private static Optional<Duration> limit(String text) throws UsageException {
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw new UsageException("--limit wants a number of seconds, not `%s`".formatted(text));
    }
    return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
  }

  private List<TrialResult> lastResults(Answer answer) throws IOException {
    Path folder =
        RunFolder.last(surroundings.folders().state())
            .orElseThrow(() -> new IOException("no test has run yet"));
    List<TrialResult> results = TestReports.read(RunFolder.results(folder));
    results.forEach(result -> TestText.lines(result).forEach(answer::say));
    return results;
  }

  private List<TrialResult> boot(Arguments given, Answer answer) throws Exception {
    List<Planned> trials =
        trials(new TestTargets(surroundings, compilers, given).prepare(answer), given.get(VIA));
    Path folder = RunFolder.begin(surroundings.folders().state(), Instant.now());
    HostTools tools = new HostTools(surroundings.environment());
    List<TrialResult> results;
    try (Trials running = new Trials(tools, given.get(LIMIT))) {
      // A signal that ends oscc must not leave a QEMU behind.
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(running::close));
      results = new TrialPool(running, folder, answer).run(trials, given.get(AT_ONCE));
    }
    TestReports.keep(folder, results);
    return results;
  }

  private List<Planned> trials(List<TestTarget> targets, List<BootWay> via)
      throws IOException, UsageException {
    List<Planned> trials = new ArrayList<>();
    for (TestTarget target : targets) {
      BundleJson bundle = BundleJson.read(target.folder());
      if (trials.stream().anyMatch(t -> t.trial().bundle().name().equals(bundle.name()))) {
        throw new UsageException("two machines are named `%s`".formatted(bundle.name()));
      }
      List<BootWay> ways = waysOf(bundle, via);
      new HostTools(surroundings.environment()).require(Trials.arch(bundle), ways);
      List<Exercise> exercises = new ArrayList<>();
      exercises.add(conformance(target, bundle));
      target.described().map(d -> steps(d.placed().machine(), bundle)).ifPresent(exercises::add);
      ways.forEach(
          way -> trials.add(new Planned(new Trial(target.folder(), bundle, way), exercises)));
    }
    return trials;
  }

  private Exercise steps(Machine machine, BundleJson bundle) {
    return new Steps(machine.tests(), new Place(bundle, surroundings.folders().state()));
  }

  private Exercise conformance(TestTarget target, BundleJson bundle) throws UsageException {
    if (target.described().isEmpty()) {
      return new NothingToCompare();
    }
    PlacedMachine manifest = target.described().get().placed();
    long epoch = CompileArguments.epoch(surroundings).orElse(manifest.machine().epoch().orElse(0));
    return new ConformanceExercise(
        new Subject(manifest.machine(), manifest.places(), bundle, target.folder(), epoch));
  }

  private static List<BootWay> waysOf(BundleJson bundle, List<BootWay> asked)
      throws IOException, UsageException {
    if (Trials.arch(bundle) == QemuArch.X86_64) {
      return asked;
    }
    if (!asked.contains(BootWay.DIRECT)) {
      throw new UsageException(
          "%s is for %s; the network ways are for x86_64".formatted(bundle.name(), bundle.arch()));
    }
    return List.of(BootWay.DIRECT);
  }
}
