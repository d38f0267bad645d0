package oscc.manifest;

import java.nio.file.Path;
import java.util.List;

/**
 * Which machine is meant: a file, and those of its profiles that are laid over it.
 *
 * @param profiles in the order in which they are laid over each other
 */
public record Manifest(Path file, List<String> profiles) {

  public Manifest {
    profiles = List.copyOf(profiles);
  }

  /** A file without any of its profiles. */
  public static Manifest of(Path file) {
    return new Manifest(file, List.of());
  }
}
