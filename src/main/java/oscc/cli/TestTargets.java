package oscc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import oscc.bundle.BuildId;
import oscc.bundle.BundleJson;
import oscc.commandline.Arguments;
import oscc.commandline.Option;
import oscc.commandline.UsageException;
import oscc.diag.Rejected;
import oscc.manifest.Manifest;
import oscc.manifest.ManifestReader;
import oscc.manifest.PlacedMachine;

/** Finds the bundles that {@code oscc test} boots, and builds those that have a manifest. */
record TestTargets(Surroundings surroundings, Compilers compilers, Arguments given) {
  static final Option<Boolean> NO_BUILD =
      Option.flag("--no-build", "Boot the bundles that are there.");

  /** All of them, ready to be booted. */
  List<TestTarget> prepare(Answer answer) throws Exception {
    List<TestTarget> targets = new ArrayList<>();
    for (String machine : given.operands()) {
      targets.add(
          switch (MachineArgument.of(machine, given)) {
            case MachineArgument.Bundle(Path folder) -> new TestTarget(folder, Optional.empty());
            case MachineArgument.Described(Manifest manifest) -> described(manifest, answer);
          });
    }
    requireDifferent(targets.stream().map(TestTarget::folder).toList());
    // Building reads the manifests again and would say every warning twice.
    answer.forgetDiagnostics();
    List<Manifest> manifests =
        targets.stream().flatMap(t -> t.described().stream()).map(d -> d.manifest()).toList();
    if (given.get(NO_BUILD)) {
      for (TestTarget target : targets) {
        tellOfOtherBuild(target);
      }
    } else if (!manifests.isEmpty()) {
      new BuildArguments(given).build(surroundings, compilers, manifests, answer);
    }
    return targets;
  }

  private TestTarget described(Manifest manifest, Answer answer) throws IOException, Rejected {
    PlacedMachine placed =
        ManifestReader.readPlaced(manifest, answer.report()).orElseThrow(Rejected::new);
    Path folder = given.get(CommonOptions.OUT).resolve(placed.machine().name().value());
    return new TestTarget(folder, Optional.of(new TestTarget.Described(manifest, placed)));
  }

  private static void requireDifferent(List<Path> folders) throws UsageException {
    for (Path folder : folders) {
      if (Collections.frequency(folders, folder) > 1) {
        throw new UsageException("two of the machines are %s".formatted(folder));
      }
    }
  }

  /** Warns of a bundle that is not what its manifest would make by now. */
  private void tellOfOtherBuild(TestTarget target) throws IOException, UsageException {
    if (target.described().isEmpty()) {
      return;
    }
    Manifest manifest = target.described().get().manifest();
    BuildId there = BundleJson.read(target.folder()).build();
    Optional<BuildId> now = buildNow(manifest).filter(build -> !build.equals(there));
    if (now.isPresent()) {
      surroundings
          .err()
          .println(
              "oscc: warning: %s is build %s, and %s would make build %s by now"
                  .formatted(target.folder(), there, manifest.file(), now.get()));
    }
  }

  private Optional<BuildId> buildNow(Manifest manifest) throws IOException, UsageException {
    Compilers.Job job =
        new CompileArguments(given)
            .job(surroundings, new Warnings(surroundings.err()), CompileArguments.Pins.KEEP);
    try {
      return compilers.buildId(
          new Compilers.Job(job.shared(), job.options().asItIs(), job.progress()), manifest);
    } catch (IOException e) {
      // Of what cannot be built as it is nobody knows what it would be.
      return Optional.empty();
    }
  }
}
