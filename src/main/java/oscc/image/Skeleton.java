package oscc.image;

import oscc.fstree.Attributes;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.manifest.Arch;

/**
 * What every root has before the first package: the folders that the kernel and programs expect,
 * and the links of a merged {@code /usr}.
 */
final class Skeleton {
  private Skeleton() {}

  static FileTree tree(Arch arch, long mtime) {
    FileTreeBuilder tree = FileTree.builder(mtime);
    for (String folder :
        new String[] {
          "dev",
          "etc",
          "home",
          "mnt",
          "proc",
          "run",
          "sys",
          "usr/bin",
          "usr/lib",
          "usr/sbin",
          "usr/share",
          "var/cache",
          "var/lib",
          "var/log",
          "var/spool",
        }) {
      folder(tree, folder, 0755, mtime);
    }
    folder(tree, "root", 0700, mtime);
    folder(tree, "tmp", 01777, mtime);
    folder(tree, "var/tmp", 01777, mtime);
    link(tree, "bin", "usr/bin", mtime);
    link(tree, "lib", "usr/lib", mtime);
    link(tree, "sbin", "usr/sbin", mtime);
    link(tree, "var/run", "/run", mtime);
    if (arch == Arch.X86_64) {
      folder(tree, "usr/lib64", 0755, mtime);
      link(tree, "lib64", "usr/lib64", mtime);
    }
    return tree.build();
  }

  private static void folder(FileTreeBuilder tree, String path, int mode, long mtime) {
    tree.put(new UnixPath("/" + path), new Node.Directory(Attributes.ofRoot(mode, mtime)));
  }

  private static void link(FileTreeBuilder tree, String path, String target, long mtime) {
    tree.put(new UnixPath("/" + path), new Node.Symlink(Attributes.ofRoot(0777, mtime), target));
  }
}
