package oscc.inspect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import oscc.archive.CpioReader;
import oscc.archive.Stored;
import oscc.archive.squashfs.SquashfsReader;
import oscc.bundle.Artifact;
import oscc.bundle.BundleJson;

/** Reads the trees of a bundle from its files alone. */
public final class BundleTrees {
  private final Path folder;
  private final BundleJson bundle;

  private BundleTrees(Path folder, BundleJson bundle) {
    this.folder = folder;
    this.bundle = bundle;
  }

  /**
   * What a part of a bundle holds.
   *
   * @throws IOException if a file of the bundle cannot be read or is damaged; the message names it
   */
  public static StoredTree read(Path folder, BundlePart part) throws IOException {
    BundleTrees trees = new BundleTrees(folder, BundleJson.read(folder));
    StoredTree tree = new StoredTree();
    switch (part) {
      case INITRD -> tree.unpack(trees.segment(Artifact.INITRD));
      case MACHINE -> tree.unpack(trees.segment(Artifact.MACHINE));
      case ROOTFS -> tree.unpack(trees.packages());
      case ROOT -> trees.addRoot(tree);
    }
    return tree;
  }

  private void addRoot(StoredTree tree) throws IOException {
    if (isSquashfs()) {
      tree.unpack(packages());
      tree.overlay(segment(Artifact.MACHINE));
    } else {
      tree.unpack(segment(Artifact.INITRD));
      tree.unpack(packages());
      tree.unpack(segment(Artifact.MACHINE));
    }
  }

  private boolean isSquashfs() {
    return bundle.find(Artifact.ROOTFS).isPresent();
  }

  private List<Stored> packages() throws IOException {
    return isSquashfs()
        ? SquashfsReader.read(file(Artifact.ROOTFS))
        : segment(Artifact.ROOTFS_CPIO);
  }

  private List<Stored> segment(Artifact artifact) throws IOException {
    return CpioReader.read(file(artifact));
  }

  private Path file(Artifact artifact) {
    return folder.resolve(artifact.fileName());
  }
}
