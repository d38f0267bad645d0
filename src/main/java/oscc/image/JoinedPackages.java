package oscc.image;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import oscc.diag.Code;
import oscc.diag.Draft;
import oscc.diag.Report;
import oscc.fstree.FileTree;
import oscc.fstree.UnixPath;

/**
 * The units of a list of parts as one tree. It names parts by their place in the list, so that it
 * serves every machine with such a list, wherever its manifest says so.
 *
 * @param owners which part brought what is there first or replaced it; the skeleton has no owner
 * @param clashes where two parts disagree
 */
record JoinedPackages(FileTree tree, Map<UnixPath, Integer> owners, List<Clash> clashes) {
  /** In place of a part: what was there before the first. */
  static final int SKELETON = -1;

  JoinedPackages {
    owners = Collections.unmodifiableMap(owners);
    clashes = List.copyOf(clashes);
  }

  /** Two parts that disagree about a path; the earlier one may be the {@link #SKELETON}. */
  record Clash(int earlier, int later, UnixPath path, Kind kind) {}

  /** How two packages disagree about a path, and what can be done about it. */
  enum Kind {
    TWO_FILES(
        "one file here, another before",
        "set `replace: true` on the later package, or leave the file out with `exclude`"),
    FILE_AFTER_FOLDER("a file here, a folder before", "leave one of them out with `exclude`"),
    FOLDER_AFTER_FILE("a folder here, no folder before", "leave one of them out with `exclude`");

    private final String label;
    private final String help;

    Kind(String label, String help) {
      this.label = label;
      this.help = help;
    }
  }

  /** Reports the clashes in terms of a machine's own parts, which are equal to those joined. */
  void check(List<Part> parts, Report report) {
    for (Clash clash : clashes) {
      Part later = parts.get(clash.later());
      boolean known = clash.earlier() != SKELETON;
      String earlier = known ? parts.get(clash.earlier()).unit().name() : "oscc's skeleton";
      Draft draft =
          report
              .error(
                  Code.OS0751,
                  later.span(),
                  "packages `%s` and `%s` both bring `%s`"
                      .formatted(earlier, later.unit().name(), clash.path()))
              .label(clash.kind().label)
              .help(clash.kind().help);
      if (known) {
        draft.related("`%s` comes from here".formatted(earlier), parts.get(clash.earlier()).span());
      }
    }
  }
}
