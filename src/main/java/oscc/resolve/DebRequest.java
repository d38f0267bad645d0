package oscc.resolve;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import oscc.diag.Located;
import oscc.manifest.Arch;
import oscc.manifest.PackageSpec;

/**
 * What a manifest entry asks of apt. Equal requests have equal answers in the lock, whichever
 * machine asks.
 *
 * @param essential whether the Essential packages come too
 * @param without packages to prune, with what only they need
 */
public record DebRequest(
    Arch arch,
    Follow follow,
    boolean essential,
    SortedSet<String> names,
    SortedSet<String> without) {

  /** Which dependencies are followed. */
  public enum Follow {
    /** Depends and Pre-Depends, as apt does. */
    CLOSURE,
    /** None. */
    ALONE,
    /** From a kernel's meta-package to the kernel it stands for; nothing else. */
    KERNEL
  }

  public DebRequest {
    names = new TreeSet<>(names);
    without = new TreeSet<>(without);
  }

  /** The request of a {@code packages} entry. */
  static DebRequest of(Arch arch, PackageSpec.Deb spec) {
    return new DebRequest(
        arch,
        spec.depends() ? Follow.CLOSURE : Follow.ALONE,
        spec.essential(),
        values(spec.names()),
        values(spec.without()));
  }

  /** The request for one package without its dependencies, or for a kernel. */
  static DebRequest single(Arch arch, Follow follow, String name) {
    return new DebRequest(arch, follow, false, new TreeSet<>(Set.of(name)), new TreeSet<>());
  }

  private static SortedSet<String> values(Collection<Located<String>> located) {
    SortedSet<String> values = new TreeSet<>();
    located.forEach(l -> values.add(l.value()));
    return values;
  }

  /** What it is called in the lock; readable, and different for different requests. */
  String key() {
    StringBuilder key = new StringBuilder(arch.debian()).append(": ");
    key.append(String.join(" ", names));
    if (follow != Follow.CLOSURE) {
      key.append(" (").append(follow.name().toLowerCase(Locale.ROOT)).append(')');
    }
    if (essential) {
      key.append(" (essential)");
    }
    if (!without.isEmpty()) {
      key.append(" (without ").append(String.join(" ", without)).append(')');
    }
    return key.toString();
  }
}
