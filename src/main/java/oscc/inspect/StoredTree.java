package oscc.inspect;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import oscc.archive.Stored;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.Node;
import oscc.fstree.PathResolution;
import oscc.fstree.UnixPath;

/** What archives hold, by path: one of them, or several that are laid over each other. */
public final class StoredTree {
  private static final UnixPath LAYER = new UnixPath("/oscc/machine");

  private final SortedMap<UnixPath, Stored> entries = new TreeMap<>();

  StoredTree() {
    put(new Stored(UnixPath.ROOT, Attributes.ofRoot(0755, 0), new Stored.Folder()));
  }

  /** Adds entries as the kernel unpacks a further segment of an initramfs. */
  void unpack(List<Stored> members) {
    for (Stored member : members) {
      if (!(member.thing() instanceof Stored.Folder)) {
        remove(member.path());
      }
      put(member);
    }
  }

  /** Lays the machine layer over the tree as overlayfs does: a device 0:0 takes away. */
  void overlay(List<Stored> machineSegment) {
    for (Stored member : machineSegment) {
      if (!member.path().isWithin(LAYER)) {
        continue;
      }
      String below = member.path().value().substring(LAYER.value().length());
      UnixPath path = below.isEmpty() ? UnixPath.ROOT : new UnixPath(below);
      boolean folders =
          member.thing() instanceof Stored.Folder
              && find(path).filter(e -> e.thing() instanceof Stored.Folder).isPresent();
      if (!folders) {
        remove(path);
      }
      if (!isWhiteout(member)) {
        put(member.at(path));
      }
    }
  }

  private static boolean isWhiteout(Stored entry) {
    return entry.thing() instanceof Stored.Device device
        && device.major() == 0
        && device.minor() == 0;
  }

  private void remove(UnixPath path) {
    below(path).forEach(entry -> entries.remove(entry.path()));
  }

  private void put(Stored entry) {
    entries.put(entry.path(), entry);
  }

  /** As much of an entry as following a path takes. */
  private static Node.Inode node(Stored entry) {
    return switch (entry.thing()) {
      case Stored.Folder folder -> new Node.Directory(entry.attributes());
      case Stored.Symlink link -> new Node.Symlink(entry.attributes(), link.target());
      case Stored.File _, Stored.Device _, Stored.Fifo _, Stored.Socket _ ->
          new Node.RegularFile(entry.attributes(), Content.of(""));
    };
  }

  /** What stands at a path; links are not followed. */
  public Optional<Stored> find(UnixPath path) {
    return Optional.ofNullable(entries.get(path));
  }

  /** What opening a path leads to. */
  public Optional<Stored> open(UnixPath path) {
    return PathResolution.resolve(path, p -> find(p).map(StoredTree::node)).flatMap(this::find);
  }

  /** A folder and all that is below it, in order. */
  public List<Stored> below(UnixPath folder) {
    return entries.tailMap(folder).values().stream()
        .takeWhile(e -> e.path().isWithin(folder))
        .toList();
  }

  /** What is directly in a folder, in order. */
  public List<Stored> children(UnixPath folder) {
    return below(folder).stream()
        .filter(e -> !e.path().isRoot() && e.path().parent().equals(folder))
        .toList();
  }
}
