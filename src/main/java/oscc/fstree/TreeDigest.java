package oscc.fstree;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import oscc.store.Digest;

/**
 * The digest of all that a tree says: paths, kinds, attributes, targets and digests of contents.
 */
final class TreeDigest {
  private final MessageDigest sha256 = Digest.sha256();

  private TreeDigest() {}

  /** Equal for two trees exactly if every archive of them would be equal. */
  static Digest of(FileTree tree) {
    TreeDigest digest = new TreeDigest();
    for (FileTree.Entry entry : tree) {
      digest.add(entry.path().value());
      digest.add(entry.node());
    }
    return Digest.ofFinished(digest.sha256);
  }

  private void add(Node node) {
    switch (node) {
      case Node.HardLink link -> add("link " + link.target());
      case Node.Directory folder -> add("folder", folder);
      case Node.RegularFile file ->
          add("file " + file.content().size() + " " + file.content().digest(), file);
      case Node.Symlink link -> add("symlink " + link.target(), link);
      case Node.DeviceNode device ->
          add(device.kind() + " " + device.major() + " " + device.minor(), device);
      case Node.Fifo fifo -> add("fifo", fifo);
      case Node.Socket socket -> add("socket", socket);
    }
  }

  private void add(String what, Node.Inode inode) {
    Attributes a = inode.attributes();
    add(what);
    add(a.mode() + " " + a.uid() + " " + a.gid() + " " + a.mtime());
    a.xattrs().forEach(x -> add(x.name() + "=" + x.hex()));
  }

  /** Paths and targets hold no NUL, so that no two lists of texts look alike. */
  private void add(String text) {
    sha256.update(text.getBytes(UTF_8));
    sha256.update((byte) 0);
  }
}
