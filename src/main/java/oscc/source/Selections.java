package oscc.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.manifest.PackageSpec;
import oscc.resolve.BuildPlan;
import oscc.store.Words;

/**
 * What the entries of {@code packages} did not take that they asked for. It names entries by their
 * place in the list, so that it serves every machine with such a list.
 */
public record Selections(List<Fruitless> fruitless) {

  public Selections {
    fruitless = List.copyOf(fruitless);
  }

  /**
   * An entry that took nothing.
   *
   * @param entry its place in the list
   * @param glob that matched nothing; absent if the whole entry brings no file
   */
  record Fruitless(int entry, Optional<String> glob) {}

  /** Collects what is found. */
  static final class Finder {
    private final List<Fruitless> found = new ArrayList<>();

    void unmatched(int entry, String glob) {
      found.add(new Fruitless(entry, Optional.of(glob)));
    }

    void empty(int entry) {
      found.add(new Fruitless(entry, Optional.empty()));
    }

    Selections selections() {
      return new Selections(found);
    }
  }

  /** Tells of it in terms of a machine's own entries. */
  public void tell(BuildPlan plan, Report report) {
    for (Fruitless none : fruitless) {
      PackageSpec entry = plan.packages().get(none.entry()).spec();
      if (none.glob().isEmpty()) {
        report.warning(Code.OS0403, entry.span(), "this package brings no file");
      } else {
        report
            .warning(Code.OS0402, entry.span(), "`%s` matches nothing".formatted(none.glob().get()))
            .help("globs see paths after `strip`, without a leading slash");
      }
    }
  }

  /** Writes it. */
  public void write(Words.Writer out) {
    out.list(
        fruitless,
        none -> {
          out.number(none.entry());
          out.optional(none.glob());
        });
  }

  /** Reads what {@link #write} wrote. */
  public static Selections read(Words.Reader in) {
    return new Selections(in.list(() -> new Fruitless(in.count(), in.optional())));
  }
}
