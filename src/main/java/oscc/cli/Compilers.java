package oscc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import oscc.CompileOptions;
import oscc.Compiler;
import oscc.SharedWork;
import oscc.bundle.BuildId;
import oscc.diag.Progress;
import oscc.diag.Rejected;
import oscc.diag.Report;
import oscc.image.Origins;
import oscc.manifest.Machine;
import oscc.manifest.Manifest;

/** The compiler as the commands see it, so that their tests need not build machines. */
interface Compilers {
  /** Reads a manifest; needs no store. */
  Optional<Machine> check(Manifest manifest, Report report) throws IOException;

  /** Brings the lock beside a manifest up to date. */
  void lock(Job job, Manifest manifest, Report report) throws IOException, Rejected;

  /** What a build would be known by; nothing if that takes more than what is there already. */
  Optional<BuildId> buildId(Job job, Manifest manifest) throws IOException;

  /** Builds a manifest into a folder below {@code out}. */
  Compiler.Built build(Job job, Manifest manifest, Path out, Report report)
      throws IOException, Rejected;

  /** The same of a machine that was read already; {@code report} has what was said of it. */
  Compiler.Built build(Job job, Machine machine, Path out, Report report)
      throws IOException, Rejected;

  /** Finds out who puts what into the root of a machine. */
  Origins.Told origins(Job job, Manifest manifest, Report report) throws IOException, Rejected;

  /**
   * What the compilations of one command are done with.
   *
   * @param shared the store, and what is done once for all
   */
  record Job(SharedWork shared, CompileOptions options, Progress progress) {}
}
