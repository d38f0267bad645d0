package oscc.resolve;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import oscc.manifest.Locator;
import oscc.manifest.Machine;
import oscc.manifest.PackageSpec;

/**
 * A machine with every input pinned: all that its bundle depends on.
 *
 * @param epoch the time stamp of everything that oscc makes, in seconds
 * @param files pins of the host files that the machine layer takes in: {@code files} and key files
 * @param fragments pins of the kernel's configuration fragments, in manifest order
 */
public record BuildPlan(
    Machine machine,
    long epoch,
    KernelPlan kernel,
    Pin busybox,
    List<PackagePlan> packages,
    List<FilePin> files,
    List<Pin.LocalFile> fragments) {

  public BuildPlan {
    packages = List.copyOf(packages);
    files = List.copyOf(files);
    fragments = List.copyOf(fragments);
  }

  /** A plan without configuration fragments. */
  public BuildPlan(
      Machine machine,
      long epoch,
      KernelPlan kernel,
      Pin busybox,
      List<PackagePlan> packages,
      List<FilePin> files) {
    this(machine, epoch, kernel, busybox, packages, files, List.of());
  }

  /** The names under which packages bring accounts: those of debs, and of other pins as shown. */
  SortedSet<String> packageNames() {
    SortedSet<String> names = new TreeSet<>();
    for (PackagePlan entry : packages) {
      for (Pin pin : entry.pins()) {
        names.add(pin.name());
        if (pin instanceof Pin.Deb deb) {
          names.add(deb.packageName());
        }
      }
    }
    return names;
  }

  /**
   * A package entry and what it is pinned to: a deb closure in the order of its names, else one.
   */
  public record PackagePlan(PackageSpec spec, List<Pin> pins) {
    public PackagePlan {
      pins = List.copyOf(pins);
    }
  }

  /** A host file of the machine layer and its pin. */
  public record FilePin(Locator.LocalFile file, Pin.LocalFile pin) {}

  /** The kernel's pins. */
  public sealed interface KernelPlan {
    /** A Debian package with image, configuration and modules in it. */
    record Deb(Pin.Deb pin) implements KernelPlan {}

    /** Files. */
    record Prebuilt(Pin image, Optional<Pin> modules, Optional<Pin> config) implements KernelPlan {}
  }
}
