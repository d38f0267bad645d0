package oscc.image;

import oscc.fstree.FileTree;

/** The package layer: what all machines with the same packages and kernel have in common. */
public sealed interface Root {

  /** Packages, kernel modules and what is derived from these, as one tree. */
  FileTree tree();

  /**
   * A squashfs that stage 1 mounts.
   *
   * @param units whose contents the tree has, in the order in which they were joined
   */
  record Squashfs(FileTree tree, LayerUnits units) implements Root {}

  /** A further segment of the initramfs, which stays the root. */
  record Initramfs(FileTree tree) implements Root {}
}
