package oscc.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import oscc.diag.Diagnostic;
import oscc.diag.Report;
import oscc.manifest.Machine;
import oscc.store.Words;

/**
 * What was found of a kernel, its modules and their firmware. It names places by what stands there
 * in a {@code kernel} section, so that it serves every machine with an equal one.
 *
 * @param ofReading when the kernel was read
 * @param ofLaying when its modules were laid with the packages
 */
public record KernelFindings(List<Finding> ofReading, List<Finding> ofLaying) {
  /** Nothing was found. */
  public static final KernelFindings NONE = new KernelFindings(List.of(), List.of());

  public KernelFindings {
    ofReading = List.copyOf(ofReading);
    ofLaying = List.copyOf(ofLaying);
  }

  /** The findings that two reports are; nothing if they tell of anything else too. */
  public static Optional<KernelFindings> of(Report reading, Report laying, Machine machine)
      throws IOException {
    KernelPlaces places = KernelPlaces.of(machine);
    Optional<List<Finding>> ofReading = findings(reading, places);
    Optional<List<Finding>> ofLaying = findings(laying, places);
    return ofReading.isPresent() && ofLaying.isPresent()
        ? Optional.of(new KernelFindings(ofReading.get(), ofLaying.get()))
        : Optional.empty();
  }

  private static Optional<List<Finding>> findings(Report report, KernelPlaces places)
      throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (Diagnostic told : report.diagnostics()) {
      Optional<Finding> finding = Finding.of(told, places);
      if (finding.isEmpty()) {
        return Optional.empty();
      }
      findings.add(finding.get());
    }
    return Optional.of(findings);
  }

  /** Tells what was found when the kernel was read. */
  public void tellReading(Machine machine, Report report) throws IOException {
    tell(ofReading, machine, report);
  }

  /** Tells what was found when the kernel's modules were laid with the packages. */
  public void tellLaying(Machine machine, Report report) throws IOException {
    tell(ofLaying, machine, report);
  }

  private static void tell(List<Finding> findings, Machine machine, Report report)
      throws IOException {
    KernelPlaces places = KernelPlaces.of(machine);
    for (Finding finding : findings) {
      finding.tell(places, report);
    }
  }

  /** Writes the findings. */
  public void write(Words.Writer out) {
    out.list(ofReading, finding -> finding.write(out));
    out.list(ofLaying, finding -> finding.write(out));
  }

  /** Reads what {@link #write} wrote. */
  public static KernelFindings read(Words.Reader in) {
    return new KernelFindings(in.list(() -> Finding.read(in)), in.list(() -> Finding.read(in)));
  }
}
