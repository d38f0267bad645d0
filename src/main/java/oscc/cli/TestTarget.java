package oscc.cli;

import java.nio.file.Path;
import java.util.Optional;
import oscc.manifest.Manifest;
import oscc.manifest.PlacedMachine;

/**
 * A bundle that is to be tested.
 *
 * @param described what says how its machine should be; nothing if the bundle alone was given
 */
record TestTarget(Path folder, Optional<Described> described) {

  /** A manifest, and what is in it. */
  record Described(Manifest manifest, PlacedMachine placed) {}
}
