package oscc.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import oscc.fstree.Attributes;
import oscc.fstree.FileTree;
import oscc.fstree.Node;
import oscc.fstree.Xattr;
import oscc.store.Digest;

/**
 * The canonical listing of a tree: a line for each entry with its kind, attributes and content
 * digest, ended by NUL like every field, so that no name can imitate another line.
 */
final class UnitListing {
  private final MessageDigest sha256 = Digest.sha256();

  private UnitListing() {}

  /** The digest of a tree's listing: that of the unit. */
  static Digest digest(FileTree tree) {
    UnitListing listing = new UnitListing();
    for (FileTree.Entry entry : tree) {
      listing.field(entry.path().value());
      listing.node(entry.node());
      listing.field("");
    }
    return Digest.ofFinished(listing.sha256);
  }

  private void node(Node node) {
    switch (node) {
      case Node.HardLink link -> fields("link", link.target().value());
      case Node.Inode inode -> {
        attributes(inode.attributes());
        inode(inode);
      }
    }
  }

  private void inode(Node.Inode inode) {
    switch (inode) {
      case Node.Directory d -> field("folder");
      case Node.RegularFile f -> fields("file", f.content().digest().hex());
      case Node.Symlink s -> fields("symlink", s.target());
      case Node.DeviceNode d ->
          fields(d.kind().name(), Integer.toString(d.major()), Integer.toString(d.minor()));
      case Node.Fifo f -> field("fifo");
      case Node.Socket s -> field("socket");
    }
  }

  private void attributes(Attributes attributes) {
    fields(
        attributes.mode().toString(),
        Long.toString(attributes.uid()),
        Long.toString(attributes.gid()),
        Long.toString(attributes.mtime()));
    for (Xattr xattr : attributes.xattrs()) {
      fields(xattr.name(), xattr.hex());
    }
  }

  private void fields(String... texts) {
    for (String text : texts) {
      field(text);
    }
  }

  private void field(String text) {
    sha256.update(text.getBytes(StandardCharsets.UTF_8));
    sha256.update((byte) 0);
  }
}
