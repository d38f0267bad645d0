package oscc.source;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import oscc.fstree.UnixPath;
import oscc.manifest.PackageSpec;

/** Where the entries of one package land: {@code strip}, the globs, {@code into}. */
final class Placing {
  private final PackageSpec.Selection selection;
  private final List<Pattern> includes;
  private final List<Pattern> excludes;
  private final Set<String> matched = new LinkedHashSet<>();

  private record Pattern(String written, Glob glob) {}

  Placing(PackageSpec.Selection selection) {
    this.selection = selection;
    this.includes = patterns(selection.include());
    this.excludes = patterns(selection.exclude());
  }

  private static List<Pattern> patterns(List<String> globs) {
    List<Pattern> patterns = new ArrayList<>();
    for (String glob : globs) {
      patterns.add(new Pattern(glob, new Glob(glob)));
    }
    return patterns;
  }

  /** A normal name without its first components; empty if nothing is left of it. */
  Optional<String> strip(String name) {
    int start = 0;
    for (int i = 0; i < selection.strip(); i++) {
      int slash = name.indexOf('/', start);
      if (slash < 0) {
        return Optional.empty();
      }
      start = slash + 1;
    }
    return start == name.length() ? Optional.empty() : Optional.of(name.substring(start));
  }

  /** Whether the globs take a stripped name. */
  boolean takes(String stripped) {
    boolean included = matchesAny(includes, stripped) || includes.isEmpty();
    return included && !matchesAny(excludes, stripped);
  }

  private boolean matchesAny(List<Pattern> patterns, String stripped) {
    boolean any = false;
    for (Pattern pattern : patterns) {
      if (pattern.glob().matches(stripped)) {
        matched.add(pattern.written());
        any = true;
      }
    }
    return any;
  }

  /** Whether a glob of {@code exclude} drops a stripped name. */
  boolean excludes(String stripped) {
    return matchesAny(excludes, stripped);
  }

  /** Where a stripped name stands in the machine, not yet merged. */
  UnixPath place(String stripped) {
    return selection.into().child(stripped);
  }

  /** The patterns that matched something so far. */
  Set<String> matched() {
    return matched;
  }
}
