package oscc.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
import oscc.store.Store;
import oscc.store.WordFile;
import oscc.store.Words;

/**
 * What is a function of packages and kernel alone, and so the same for many machines of one
 * command: the trees that their packages make, what is missing there, and what a busybox is like.
 */
public final class SharedParts {
  /** Under which kind the store keeps what busyboxes are like. */
  public static final String BUSYBOX = "busybox";

  /** Its version is raised whenever the same program would be seen differently. */
  private static final WordFile LOOK = new WordFile("oscc busybox", 1);

  private final Store store;
  private final Progress progress;
  private final ModuleParts modules;
  private final Once<RootKey, PackageRoot> roots = new Once<>();
  private final Once<Digest, BusyboxLook> busyboxes = new Once<>();

  /** {@code progress} is told of what is made. */
  public SharedParts(Store store, GeneratedTrees generated, Progress progress) {
    this.store = store;
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

  /** What a busybox is like, which the store remembers. */
  BusyboxLook busybox(Content program) throws IOException {
    return busyboxes.get(program.digest(), () -> known(program));
  }

  private BusyboxLook known(Content program) throws IOException {
    Digest key = Digest.of("busybox %s".formatted(program.digest()).getBytes(UTF_8));
    Optional<Path> file = store.findDerived(BUSYBOX, key);
    if (file.isPresent()) {
      Optional<Words.Reader> words = LOOK.read(file.get());
      if (words.isPresent()) {
        return BusyboxLook.read(words.get());
      }
      store.dropDerived(BUSYBOX, key);
    }
    progress.on(new Progress.Event.Count("busyboxes read", 1));
    BusyboxLook look = BusyboxLook.at(program);
    Words.Writer words = new Words.Writer();
    look.write(words);
    store.derive(BUSYBOX, key, entry -> LOOK.write(words, entry));
    return look;
  }

  /** Whether a file of the store is all of a look at a busybox. */
  public static boolean isWholeLook(Path file) throws IOException {
    return LOOK.isWhole(file);
  }
}
