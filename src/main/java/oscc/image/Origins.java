package oscc.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import oscc.diag.Span;
import oscc.fstree.FileTree;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.system.MachineLayer;

/** Who put what into a root: packages, what is derived from them, and the machine layer. */
public final class Origins implements PackageJoin.Witness {
  private final Map<UnixPath, List<Origin>> brought = new HashMap<>();

  /** What something did at a path. */
  public enum Effect {
    /** Put it there. */
    BROUGHT,
    /** Has the same thing as was there. */
    SAME,
    /** Put something else there. */
    REPLACED,
    /** Took it away. */
    REMOVED
  }

  /**
   * One step in the story of a path.
   *
   * @param who a package, or what oscc made
   * @param asked the place in the manifest for which it was done; the skeleton has none
   */
  public record Origin(Effect effect, String who, Optional<Span> asked) {}

  /**
   * A root and the story of each path in it.
   *
   * @param root what the machine sees
   */
  public record Told(FileTree root, FileTree packages, MachineLayer layer, Origins origins) {

    /** What happened at a path, the oldest first; nothing if it was never there. */
    public List<Origin> of(UnixPath path) {
      List<Origin> story = new ArrayList<>(origins.brought.getOrDefault(path, List.of()));
      boolean before = story.isEmpty() || story.getFirst().effect() != Effect.BROUGHT;
      if (before && packages.find(path).isPresent()) {
        story.addFirst(new Origin(Effect.BROUGHT, "every root that oscc makes", Optional.empty()));
      }
      Optional<Span> removal = layer.removal(path);
      if (removal.isPresent()) {
        story.add(new Origin(Effect.REMOVED, MACHINE_LAYER, removal));
      }
      Optional<Node> laid = layer.tree().find(path);
      boolean parent = laid.isPresent() && laid.get() instanceof Node.Directory && !story.isEmpty();
      if (laid.isPresent() && !parent) {
        Effect effect = story.isEmpty() ? Effect.BROUGHT : Effect.REPLACED;
        story.add(new Origin(effect, MACHINE_LAYER, layer.blame(path)));
      }
      return story;
    }

    /** The other names of the file at a path. */
    public List<UnixPath> otherNames(UnixPath path) {
      Optional<UnixPath> inode = root.find(path).map(node -> inodeOf(path, node));
      return root.stream()
          .filter(e -> Optional.of(inodeOf(e.path(), e.node())).equals(inode))
          .map(FileTree.Entry::path)
          .filter(other -> !other.equals(path))
          .toList();
    }

    private static UnixPath inodeOf(UnixPath path, Node node) {
      return node instanceof Node.HardLink link ? link.target() : path;
    }
  }

  private static final String MACHINE_LAYER = "the machine layer";

  @Override
  public void brings(UnixPath path, Part part, Effect effect) {
    brought
        .computeIfAbsent(path, _ -> new ArrayList<>(1))
        .add(new Origin(effect, part.unit().name(), Optional.of(part.span())));
  }

  /** Adds what was derived from the packages; they have each of its paths or it is new. */
  void addDerived(Part part) {
    for (FileTree.Entry entry : part.unit().tree()) {
      boolean known = brought.containsKey(entry.path());
      if (!(entry.node() instanceof Node.Directory && known) && !entry.path().isRoot()) {
        brings(entry.path(), part, known ? Effect.REPLACED : Effect.BROUGHT);
      }
    }
  }
}
