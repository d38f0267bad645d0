package oscc.source;

import java.util.List;
import java.util.Optional;
import oscc.fstree.Content;
import oscc.fstree.Unit;
import oscc.manifest.PackageSpec;

/**
 * What the plan's pins hold, unpacked.
 *
 * @param packages units in manifest order, those of a deb closure by name
 * @param busybox stage 1's program
 * @param selections what was asked for in vain
 */
public record Sources(
    List<PackageUnit> packages, KernelFiles kernel, Content busybox, Selections selections) {

  public Sources {
    packages = List.copyOf(packages);
  }

  /** A unit and the manifest entry that asked for it. */
  public record PackageUnit(Unit unit, PackageSpec spec) {}

  /**
   * The files of a kernel.
   *
   * @param config text of its configuration, where a file says it
   * @param modules a tree that holds {@code /usr/lib/modules/RELEASE} and nothing else
   */
  public record KernelFiles(Content image, Optional<Content> config, Optional<Unit> modules) {}
}
