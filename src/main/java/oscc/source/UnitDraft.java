package oscc.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.store.Blob;

/**
 * A unit's tree while it is unpacked. Paths come in as they are before the merge of {@code /usr}
 * and land behind it; a later entry replaces an earlier one of the same name.
 */
final class UnitDraft {
  private final String archive;
  private final long epoch;
  private final Map<UnixPath, Slot> slots = new HashMap<>();
  private final Map<UnixPath, Draft> spareFolders = new HashMap<>();
  private final Map<UnixPath, String> topLinks = new HashMap<>();
  private final IdentityHashMap<Draft, Slot> shared = new IdentityHashMap<>();

  /** The paths at which what stands there got there through a merged folder. */
  private final Set<UnixPath> merged = new HashSet<>();

  /** An inode with an identity, which hard links share. */
  private static final class Slot {
    private final Draft draft;

    /** Whether it may have a second name. */
    private boolean shared;

    Slot(Draft draft) {
      this.draft = draft;
    }
  }

  UnitDraft(String archive, long epoch) {
    this.archive = archive;
    this.epoch = epoch;
  }

  /** Sets what stands at a path. */
  void put(UnixPath path, Draft draft) throws BadArchive {
    if (UsrMerge.isLink(path) && !draft.isFolder()) {
      putTopLevel(path, draft);
      return;
    }
    set(path, new Slot(draft));
  }

  /** Sets a name of something that has no name of its own in the unit but may have several. */
  void putShared(UnixPath path, Draft draft) throws BadArchive {
    Slot slot = shared.computeIfAbsent(draft, Slot::new);
    slot.shared = true;
    set(path, slot);
  }

  /** A folder that is needed only if something is put below it. */
  void putSpare(UnixPath path, Draft folder) {
    spareFolders.put(UsrMerge.land(path), folder);
  }

  /** Makes {@code path} a further name of what stands at {@code target}; whether that is there. */
  boolean link(UnixPath path, UnixPath target) throws BadArchive {
    Slot slot = slots.get(UsrMerge.land(target));
    if (slot == null) {
      return false;
    }
    if (slot.draft.isFolder()) {
      throw bad(path, "it is a hard link to the folder `%s`".formatted(target.relative()));
    }
    slot.shared = true;
    set(path, slot);
    return true;
  }

  private void putTopLevel(UnixPath path, Draft draft) throws BadArchive {
    if (draft instanceof Draft.Ready ready && ready.inode() instanceof Node.Symlink link) {
      topLinks.put(path, link.target());
      return;
    }
    throw bad(path, "in a machine it is a link to `usr/%s`".formatted(path.name()));
  }

  private void set(UnixPath path, Slot slot) throws BadArchive {
    UnixPath landed = UsrMerge.land(path);
    boolean isMerged = !landed.equals(path);
    Slot before = slots.get(landed);
    if (before != null && merged.contains(landed) != isMerged) {
      checkSame(landed, before.draft, slot.draft);
      // The attributes that the package gives to the real folder count.
      if (isMerged) {
        return;
      }
    }
    slots.put(landed, slot);
    if (isMerged) {
      merged.add(landed);
    } else {
      merged.remove(landed);
    }
  }

  private void checkSame(UnixPath landed, Draft one, Draft other) throws BadArchive {
    boolean folders = one.isFolder() && other.isFolder();
    if (!folders && !one.means(other)) {
      String name = landed.relative();
      throw new BadArchive(
          archive,
          name,
          "it differs from `%s`, and in a machine they are one".formatted(name.substring(4)),
          "leave one of them out with `exclude`");
    }
  }

  /** The tree, with contents in {@code blob}. */
  FileTree build(Blob blob) throws BadArchive {
    List<Map.Entry<UnixPath, Slot>> sorted = new ArrayList<>(slots.entrySet());
    sorted.sort(Map.Entry.comparingByKey());
    FileTreeBuilder tree = FileTree.builder(epoch);
    Map<Slot, UnixPath> first = new HashMap<>();
    for (Map.Entry<UnixPath, Slot> entry : sorted) {
      UnixPath path = entry.getKey();
      Slot slot = entry.getValue();
      putFolders(path.parent(), path, tree);
      UnixPath earlier = slot.shared ? first.putIfAbsent(slot, path) : null;
      if (earlier == null) {
        tree.put(path, slot.draft.inode(blob));
      } else {
        tree.link(path, earlier);
      }
    }
    FileTree built = tree.build();
    checkTopLinks(built);
    return built;
  }

  private void putFolders(UnixPath folder, UnixPath child, FileTreeBuilder tree) throws BadArchive {
    Optional<Node.Inode> there = tree.find(folder);
    if (there.isPresent()) {
      checkFolder(folder, there.get(), child);
      return;
    }
    putFolders(folder.parent(), child, tree);
    Draft spare = spareFolders.get(folder);
    if (spare instanceof Draft.Ready ready) {
      tree.put(folder, ready.inode());
    }
  }

  private void checkFolder(UnixPath folder, Node.Inode there, UnixPath child) throws BadArchive {
    switch (there) {
      case Node.Directory d -> {}
      case Node.Symlink link ->
          throw bad(
              child,
              "it lies behind the link `%s` -> `%s` of the same package"
                  .formatted(folder.relative(), link.target()));
      case Node.RegularFile f -> throw notFolder(folder, child);
      case Node.DeviceNode d -> throw notFolder(folder, child);
      case Node.Fifo f -> throw notFolder(folder, child);
      case Node.Socket s -> throw notFolder(folder, child);
    }
  }

  private BadArchive notFolder(UnixPath folder, UnixPath child) {
    return bad(child, "it lies below `%s`, which is no folder".formatted(folder.relative()));
  }

  /** A package's own link at the top may only say what the machine's link says. */
  private void checkTopLinks(FileTree tree) throws BadArchive {
    for (Map.Entry<UnixPath, String> link : new TreeMap<>(topLinks).entrySet()) {
      UnixPath said = UsrMerge.lexical(UnixPath.ROOT, link.getValue());
      UnixPath meant = UsrMerge.land(link.getKey());
      if (!said.equals(meant) && !tree.resolve(said).equals(tree.resolve(meant))) {
        throw bad(
            link.getKey(),
            "it is a link to `%s`, in a machine it is one to `%s`"
                .formatted(link.getValue(), meant.relative()));
      }
    }
  }

  private BadArchive bad(UnixPath path, String what) {
    return new BadArchive(
        archive, path.relative(), what, "leave it out with `exclude` or repair the package");
  }
}
