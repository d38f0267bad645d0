package oscc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import oscc.Compiler;
import oscc.bundle.BuildId;
import oscc.bundle.BundleJson;
import oscc.bundle.Bundles;
import oscc.bundle.PortForward;
import oscc.diag.Progress;
import oscc.diag.Rejected;
import oscc.diag.Report;
import oscc.image.Origins;
import oscc.manifest.Machine;
import oscc.manifest.Manifest;
import oscc.manifest.ManifestReader;

/** Reads manifests as the real one does, and writes bundles that cannot boot, at once. */
record FakeCompilers() implements Compilers {

  @Override
  public Optional<Machine> check(Manifest manifest, Report report) throws IOException {
    return ManifestReader.read(manifest, report);
  }

  @Override
  public void lock(Job job, Manifest manifest, Report report) throws IOException, Rejected {
    Machine machine = check(manifest, report).orElseThrow(Rejected::new);
    Files.writeString(machine.folder().resolve("oscc.lock"), "locked\n");
  }

  @Override
  public Optional<BuildId> buildId(Job job, Manifest manifest) {
    return Optional.of(new BuildId("fedcba9876543210"));
  }

  @Override
  public Compiler.Built build(Job job, Manifest manifest, Path out, Report report)
      throws IOException, Rejected {
    return build(job, check(manifest, report).orElseThrow(Rejected::new), out, report);
  }

  @Override
  public Compiler.Built build(Job job, Machine machine, Path out, Report report)
      throws IOException, Rejected {
    String name = machine.name().value();
    job.progress().on(new Progress.Event.Stage("source"));
    failOnDemand(name);
    BundleJson json = Bundles.json(name, "quiet", List.of(new PortForward(2222, 22)));
    Path folder = out.resolve(name);
    boolean unchanged = Files.isDirectory(folder) && !job.options().force();
    Bundles.write(folder, json);
    return new Compiler.Built(folder, unchanged, json);
  }

  @Override
  public Origins.Told origins(Job job, Manifest manifest, Report report) throws IOException {
    throw new IOException("nothing is put anywhere");
  }

  private static void failOnDemand(String name) throws IOException {
    switch (name) {
      case "full-disk" -> throw new IOException("/store/blobs/ab: no space left on device");
      case "defect" -> throw new IllegalStateException("two roots");
      default -> {}
    }
  }
}
