package oscc.manifest;

import java.nio.file.Path;
import java.util.List;
import oscc.diag.Located;
import oscc.diag.Span;
import oscc.fstree.UnixPath;

/** One entry of {@code packages}. */
public sealed interface PackageSpec {

  /** The place in the manifest. */
  Span span();

  /** Which of its files are taken, and to where. */
  Selection selection();

  /** A tar archive, compressed or not. */
  record Tar(Locator locator, Selection selection, Span span) implements PackageSpec {}

  /**
   * Debian packages from the host's apt sources.
   *
   * @param depends whether their Depends closure comes too
   * @param without packages to prune from the closure, with what only they need
   * @param essential whether Debian's Essential packages come too
   */
  record Deb(
      List<Located<String>> names,
      boolean depends,
      List<Located<String>> without,
      boolean essential,
      Selection selection,
      Span span)
      implements PackageSpec {
    public Deb {
      names = List.copyOf(names);
      without = List.copyOf(without);
    }
  }

  /** A folder on the host; {@code folder} is absolute, {@code written} as in the manifest. */
  record Dir(Path folder, String written, Selection selection, Span span) implements PackageSpec {}

  /**
   * What is taken of a package: first {@code strip}, then {@code include} and {@code exclude}
   * (globs on the stripped path, without a leading slash; {@code **} crosses folders), then {@code
   * into}.
   *
   * @param strip leading path components to drop
   * @param include what is kept; everything if empty
   * @param replace whether its files may replace those of earlier packages
   */
  record Selection(
      int strip, UnixPath into, List<String> include, List<String> exclude, boolean replace) {
    public Selection {
      include = List.copyOf(include);
      exclude = List.copyOf(exclude);
    }

    /** Takes everything as it is. */
    public static final Selection ALL =
        new Selection(0, UnixPath.ROOT, List.of(), List.of(), false);
  }
}
