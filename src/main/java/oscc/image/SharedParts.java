package oscc.image;

import java.io.IOException;
import java.util.List;
import oscc.debian.DebianRoot;
import oscc.diag.Progress;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.Unit;
import oscc.manifest.Arch;
import oscc.manifest.SystemIds;
import oscc.source.GeneratedTrees;
import oscc.store.Digest;
import oscc.store.Once;

/**
 * What is a function of packages and kernel alone, and so the same for many machines of one
 * command: the trees that their packages make, what is missing there, and what a busybox is like.
 */
public final class SharedParts {
  private final Progress progress;
  private final ModuleParts modules;
  private final Once<RootKey, PackageRoot> roots = new Once<>();
  private final Once<Digest, BusyboxLook> busyboxes = new Once<>();

  /** {@code progress} is told of what is made. */
  public SharedParts(GeneratedTrees generated, Progress progress) {
    this.progress = progress;
    this.modules = new ModuleParts(generated);
  }

  /**
   * Packages laid over each other.
   *
   * @param debian the same with what their scripts would have added
   * @param additions these alone
   * @param missing loaders and libraries that no part brings
   */
  record PackageRoot(
      JoinedPackages joined,
      DebianRoot debian,
      Unit additions,
      List<LibraryCheck.Missing> missing) {}

  /**
   * All that a {@link PackageRoot} is a function of.
   *
   * @param packages how many of the parts come from packages; the others are the kernel's
   */
  record RootInputs(Arch arch, long epoch, SystemIds ids, List<Part> parts, int packages) {}

  /** The same without the places in a manifest. */
  private record RootKey(Arch arch, long epoch, SystemIds ids, List<PartKey> parts, int packages) {
    static RootKey of(RootInputs inputs) {
      List<PartKey> parts = inputs.parts().stream().map(PartKey::of).toList();
      return new RootKey(inputs.arch(), inputs.epoch(), inputs.ids(), parts, inputs.packages());
    }
  }

  /** A tree is equal to itself only, and comes with one survey; the name is in messages. */
  private record PartKey(String name, FileTree tree, boolean replaces) {
    static PartKey of(Part part) {
      return new PartKey(part.unit().name(), part.unit().tree(), part.replaces());
    }
  }

  ModuleParts modules() {
    return modules;
  }

  PackageRoot root(RootInputs inputs) throws IOException {
    return roots.get(RootKey.of(inputs), () -> join(inputs));
  }

  private PackageRoot join(RootInputs inputs) {
    progress.on(new Progress.Event.Count("package trees joined", 1));
    FileTree skeleton = Skeleton.tree(inputs.arch(), inputs.epoch());
    JoinedPackages joined = PackageJoin.join(skeleton, inputs.parts());
    List<Unit> packages = inputs.parts().stream().limit(inputs.packages()).map(Part::unit).toList();
    DebianRoot debian = DebianRoot.derive(joined.tree(), packages, inputs.ids(), inputs.epoch());
    LibraryCheck check = new LibraryCheck(debian.tree(), inputs.arch(), joined.owners());
    return new PackageRoot(
        joined, debian, Part.derived(debian.additions()), check.find(inputs.parts()));
  }

  BusyboxLook busybox(Content program) throws IOException {
    return busyboxes.get(
        program.digest(),
        () -> {
          progress.on(new Progress.Event.Count("busyboxes read", 1));
          return BusyboxLook.at(program);
        });
  }
}
