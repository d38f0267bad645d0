package oscc.debian;

import java.util.List;
import java.util.Optional;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.Mode;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;

/**
 * Does at build time what {@code systemd-tmpfiles --create} does when a package is installed. What
 * lies in file systems that are made at boot, and what is only for boots, is left to the boot.
 */
final class Tmpfiles {
  private static final List<UnixPath> MADE_AT_BOOT =
      List.of("/dev", "/proc", "/run", "/sys", "/tmp").stream().map(UnixPath::new).toList();

  private final Additions additions;

  Tmpfiles(Additions additions) {
    this.additions = additions;
  }

  /** Applies a file. */
  void applyAll(String text) {
    text.lines().forEach(this::apply);
  }

  /** Applies a line. */
  void apply(String text) {
    Optional<TmpfilesLine> parsed = TmpfilesLine.parse(text);
    // "!" is for boots alone, and "^" takes what only the boot can give.
    if (parsed.isEmpty()
        || parsed.get().modifiers().matches(".*[!^].*")
        || MADE_AT_BOOT.stream().anyMatch(parsed.get().path()::isWithin)) {
      return;
    }
    TmpfilesLine line = parsed.get();
    switch (line.type()) {
      case 'd', 'D', 'v', 'q', 'Q' -> folder(line);
      case 'f', 'F' -> file(line);
      case 'L' -> link(line);
      case 'C' -> copy(line);
      case 'e', 'z', 'Z' -> adjust(line);
      default -> {}
    }
  }

  private void folder(TmpfilesLine line) {
    if (additions.exists(line.path())) {
      adjust(line);
    } else {
      additions.put(line.path(), new Node.Directory(attributes(line, additions.root(0755))));
    }
  }

  private void file(TmpfilesLine line) {
    boolean there = additions.exists(line.path());
    if (there && !line.modifiers().contains("+")) {
      adjust(line);
      return;
    }
    Attributes attributes = attributes(line, additions.root(0644));
    additions.put(line.path(), new Node.RegularFile(attributes, Content.of(line.argument())));
  }

  private void link(TmpfilesLine line) {
    // Without a target it would point to the factory's copy of the file.
    if (line.argument().isEmpty()) {
      return;
    }
    Optional<Node.Inode> there = additions.find(line.path());
    boolean replaces = line.modifiers().contains("+");
    boolean full = additions.hasChildren(line.path());
    if (there.isEmpty() || (replaces && !full)) {
      additions.put(line.path(), new Node.Symlink(additions.root(0777), line.argument()));
    }
  }

  private void copy(TmpfilesLine line) {
    if (additions.exists(line.path()) || !UnixPath.isNormal(line.argument())) {
      return;
    }
    Optional<Node.Inode> source = additions.open(new UnixPath(line.argument()));
    if (source.isPresent() && source.get() instanceof Node.RegularFile file) {
      additions.put(line.path(), file.withAttributes(attributes(line, file.attributes())));
    }
  }

  private void adjust(TmpfilesLine line) {
    Optional<Node.Inode> there =
        additions.find(line.path()).filter(node -> !(node instanceof Node.Symlink));
    if (there.isEmpty() || line.keeps()) {
      return;
    }
    Attributes attributes = attributes(line, there.get().attributes());
    if (!attributes.equals(there.get().attributes())) {
      additions.put(line.path(), there.get().withAttributes(attributes));
    }
  }

  /** A name that nobody brings is left as it is; the boot would say so. */
  private Attributes attributes(TmpfilesLine line, Attributes like) {
    Mode mode = line.mode().orElse(like.mode());
    String user = line.user().replaceFirst("^:", "");
    String group = line.group().replaceFirst("^:", "");
    long uid = additions.owners().user(user).orElse(like.uid());
    long gid = additions.owners().group(group).orElse(like.gid());
    return like.withMode(mode).withOwner(uid, gid);
  }
}
