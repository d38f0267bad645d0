package oscc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import oscc.Compiler;
import oscc.bundle.BuildId;
import oscc.diag.Rejected;
import oscc.diag.Report;
import oscc.image.Origins;
import oscc.manifest.Machine;
import oscc.manifest.Manifest;
import oscc.manifest.ManifestReader;

/** The compiler itself. */
record RealCompilers() implements Compilers {

  @Override
  public Optional<Machine> check(Manifest manifest, Report report) throws IOException {
    return ManifestReader.read(manifest, report);
  }

  @Override
  public void lock(Job job, Manifest manifest, Report report) throws IOException, Rejected {
    compiler(job).lock(manifest, report);
  }

  @Override
  public Optional<BuildId> buildId(Job job, Manifest manifest) throws IOException {
    return compiler(job).buildId(manifest);
  }

  @Override
  public Compiler.Built build(Job job, Manifest manifest, Path out, Report report)
      throws IOException, Rejected {
    return compiler(job).build(manifest, out, report);
  }

  @Override
  public Compiler.Built build(Job job, Machine machine, Path out, Report report)
      throws IOException, Rejected {
    return compiler(job).build(machine, out, report);
  }

  @Override
  public Origins.Told origins(Job job, Manifest manifest, Report report)
      throws IOException, Rejected {
    return compiler(job).origins(manifest, report);
  }

  private static Compiler compiler(Job job) {
    return new Compiler(job.shared(), job.options(), job.progress());
  }
}
