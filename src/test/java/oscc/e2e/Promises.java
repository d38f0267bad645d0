package oscc.e2e;

import java.io.IOException;
import java.nio.file.Path;
import oscc.bundle.BundleJson;
import oscc.conform.Conformance;
import oscc.conform.Subject;
import oscc.diag.Report;
import oscc.manifest.Manifest;
import oscc.manifest.ManifestReader;
import oscc.manifest.PlacedMachine;

/** What a manifest promises of its machine, counted without one. */
final class Promises {
  private Promises() {}

  /** What {@code oscc test} says when each of them was looked at, and was kept. */
  static String allHeld(Path manifest, Path bundle) throws IOException {
    Report report = new Report();
    PlacedMachine placed = ManifestReader.readPlaced(Manifest.of(manifest), report).orElseThrow();
    BundleJson json = BundleJson.read(bundle);
    Subject subject = new Subject(placed.machine(), placed.places(), json, bundle, 0);
    return "  checks: %d held\n".formatted(Conformance.of(subject).compare("").size());
  }
}
