package oscc.source;

import java.util.ArrayList;
import java.util.List;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.Node;
import oscc.store.Blob;
import oscc.store.Digest;

/** An inode while the blob that its bytes go into is still being written. */
sealed interface Draft {

  Attributes attributes();

  /** The inode, now that the blob is there. */
  Node.Inode inode(Blob blob);

  /** An inode without bytes. */
  record Ready(Node.Inode inode) implements Draft {
    @Override
    public Attributes attributes() {
      return inode.attributes();
    }

    @Override
    public Node.Inode inode(Blob blob) {
      return inode;
    }
  }

  /** A file whose data begins at {@code from} in the blob, one stretch after the other. */
  record File(Attributes attributes, SparseMap map, Digest digest, long from) implements Draft {
    @Override
    public Node.Inode inode(Blob blob) {
      List<Content.Extent> extents = new ArrayList<>(map.stretches().size());
      long at = from;
      for (SparseMap.Stretch stretch : map.stretches()) {
        extents.add(new Content.Extent(stretch.at(), at, stretch.length()));
        at += stretch.length();
      }
      return new Node.RegularFile(attributes, new Content.Slice(blob, digest, map.size(), extents));
    }
  }

  /** Whether it is a folder. */
  default boolean isFolder() {
    return this instanceof Ready ready && ready.inode() instanceof Node.Directory;
  }

  /** Whether another one stands for the same, time stamps aside. */
  default boolean means(Draft other) {
    if (!attributes().withMtime(0).equals(other.attributes().withMtime(0))) {
      return false;
    }
    return switch (this) {
      case File file -> other instanceof File that && file.digest().equals(that.digest());
      case Ready ready ->
          other instanceof Ready that
              && ready.inode().withAttributes(that.attributes()).equals(that.inode());
    };
  }
}
