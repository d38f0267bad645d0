package oscc.manifest;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import oscc.diag.Located;
import oscc.diag.Span;

/**
 * The {@code kernel} section.
 *
 * @param fragments absolute paths of configuration fragments
 * @param cmdline words of the kernel command line
 */
public record KernelSpec(
    KernelSource source,
    List<Located<Path>> fragments,
    List<Located<String>> cmdline,
    Modules modules,
    Span span) {

  public KernelSpec {
    fragments = List.copyOf(fragments);
    cmdline = List.copyOf(cmdline);
  }

  /** Where the kernel comes from. */
  public sealed interface KernelSource {
    /** A Debian kernel package; one that only depends on {@code linux-image-*} is followed. */
    record Deb(Located<String> name) implements KernelSource {}

    /** Files; {@code modules} is a tar that holds {@code lib/modules/RELEASE}. */
    record Prebuilt(Locator image, Optional<Locator> modules, Optional<Locator> config)
        implements KernelSource {}
  }

  /**
   * Which modules go where.
   *
   * @param initrd wanted before the root is mounted, beside what the manifest implies
   * @param load loaded at boot
   */
  public record Modules(
      List<Located<String>> initrd, RootfsModules rootfs, List<Located<String>> load) {
    public Modules {
      initrd = List.copyOf(initrd);
      load = List.copyOf(load);
    }
  }

  /** Which modules the root carries. */
  public sealed interface RootfsModules {
    /** Every module. */
    record All() implements RootfsModules {}

    /** No module. */
    record None() implements RootfsModules {}

    /** Those that match names or globs, with their dependencies. */
    record Some(List<Located<String>> patterns) implements RootfsModules {
      public Some {
        patterns = List.copyOf(patterns);
      }
    }
  }
}
