package oscc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import oscc.bundle.Artifact;
import oscc.commandline.Arguments;
import oscc.commandline.Operand;
import oscc.commandline.Option;
import oscc.commandline.Syntax;
import oscc.commandline.UsageException;
import oscc.diag.Report;
import oscc.json.JsonValue;
import oscc.manifest.Machine;
import oscc.manifest.Manifest;
import oscc.manifest.ManifestReader;
import oscc.manifest.ResolvedManifest;
import oscc.report.BugReport;
import oscc.vm.BootWay;
import oscc.vm.RunFolder;
import oscc.vm.TrialResult;

/** {@code oscc report}. */
record ReportCommand(Surroundings surroundings, Compilers compilers) implements Command {
  private static final Option<Optional<Path>> TO =
      Option.of(
          "--to",
          "FILE",
          Optional.empty(),
          text -> Optional.of(Path.of(text)),
          "The archive to write (default: ./oscc-report-NAME.zip).");

  @Override
  public Syntax syntax() {
    return Syntax.of(
            "oscc report", "Pack what a bug report needs into an archive, without secrets.")
        .with(CommonOptions.FORMAT, CommonOptions.OUT, CommonOptions.PROFILE, TO)
        .taking(
            new Operand(
                "MACHINE",
                Operand.Count.ANY,
                "A manifest or a bundle's folder; without one, the last run of oscc test alone."))
        .footer(
            "",
            "Holds manifest, lock, bundle.json, the consoles and results of the machine's last"
                + " test,",
            "QEMU's command lines and versions. Look at it before you send it.");
  }

  @Override
  public int run(Arguments given, Answer answer) throws Exception {
    if (given.operands().size() > 1) {
      throw new UsageException("give one MACHINE or none");
    }
    Subject subject = given.operands().isEmpty() ? Subject.NOTHING : subject(given);
    BugReport report = BugReport.about(surroundings.environment(), subject.machine());
    if (subject.manifest().isPresent()) {
      Path manifest = subject.manifest().get();
      report.addFile("manifest.yaml", manifest);
      report.addFile("oscc.lock", manifest.toAbsolutePath().resolveSibling("oscc.lock"));
      subject.resolved().ifPresent(text -> report.add("manifest-resolved.yaml", text));
    }
    if (subject.bundle().isPresent()) {
      for (Artifact file :
          new Artifact[] {Artifact.BUNDLE_JSON, Artifact.SHA256SUMS, Artifact.RUN}) {
        report.addFile("bundle/" + file, subject.bundle().get().resolve(file.fileName()));
      }
    }
    Optional<Path> run = lastRun(subject);
    if (run.isPresent()) {
      addRun(report, run.get(), subject);
    }
    report.add("versions.txt", new Versions(surroundings.environment()).text());
    String folder = "oscc-report-" + subject.name();
    Path archive = given.get(TO).orElse(Path.of(folder + ".zip"));
    report.write(archive, folder);
    tell(answer, archive, report);
    return ExitCode.DONE.status();
  }

  /** The run of a machine may have been that of others too, which are no part of the report. */
  private static void addRun(BugReport report, Path run, Subject subject) throws IOException {
    if (subject.equals(Subject.NOTHING)) {
      report.addFolder("test", run, Pattern.compile(".*\\.(log|json|qemu)"));
      return;
    }
    String ways = Stream.of(BootWay.values()).map(BootWay::key).collect(Collectors.joining("|"));
    String name = Pattern.quote(subject.name());
    report.addFolder("test", run, Pattern.compile(name + "-(" + ways + ")\\.(log|qemu)"));
    Path results = RunFolder.results(run);
    if (Files.exists(results)) {
      report.add("test/" + results.getFileName(), TestReports.json(own(results, subject.name())));
    }
  }

  private static List<TrialResult> own(Path results, String machine) {
    try {
      return TestReports.read(results).stream().filter(r -> r.machine().equals(machine)).toList();
    } catch (IOException e) {
      // Of another version of oscc: the consoles are there.
      return List.of();
    }
  }

  /**
   * What the report is about.
   *
   * @param resolved the manifest with all that it extends, if it has no errors
   * @param machine there if the manifest has no errors
   */
  private record Subject(
      String name,
      Optional<Path> manifest,
      Optional<String> resolved,
      Optional<Machine> machine,
      Optional<Path> bundle) {
    static final Subject NOTHING =
        new Subject("last", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private Subject subject(Arguments given) throws IOException, UsageException {
    Path out = given.get(CommonOptions.OUT);
    return switch (MachineArgument.of(given.operand(), given)) {
      case MachineArgument.Bundle(Path folder) -> {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        yield new Subject(
            "" + name, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(folder));
      }
      case MachineArgument.Described(Manifest manifest) -> {
        // A manifest with errors may be just what the report is about.
        Optional<Machine> machine = compilers.check(manifest, new Report());
        Optional<String> name = machine.map(m -> m.name().value());
        yield new Subject(
            name.orElse("manifest"),
            Optional.of(manifest.file()),
            machine.isPresent()
                ? ManifestReader.resolve(manifest, new Report()).map(ResolvedManifest::yaml)
                : Optional.empty(),
            machine,
            name.map(out::resolve).filter(Files::isDirectory));
      }
    };
  }

  private Optional<Path> lastRun(Subject subject) throws IOException {
    Path state = surroundings.folders().state();
    return subject.equals(Subject.NOTHING)
        ? RunFolder.last(state)
        : RunFolder.lastOf(state, subject.name());
  }

  private static void tell(Answer answer, Path archive, BugReport report) {
    answer.say("%s: look at it before you send it".formatted(archive));
    report.names().forEach(name -> answer.say("  " + name));
    answer.add("archive", JsonValue.of(archive.toString()));
    answer.add("files", JsonValue.strings(report.names()));
  }
}
