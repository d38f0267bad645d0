package oscc.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import oscc.diag.Code;
import oscc.diag.Rejected;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.Node;
import oscc.fstree.Survey;
import oscc.fstree.Unit;
import oscc.fstree.UnixPath;
import oscc.store.Digest;

/** Takes the files of a kernel out of the packages that bring them. */
final class KernelParts {
  private static final UnixPath BOOT = new UnixPath("/boot");
  private static final UnixPath MODULES = new UnixPath("/usr/lib/modules");

  /** What depmod makes: the kernel stage makes it anew for the modules that are kept. */
  private static final Pattern STALE_INDEX =
      Pattern.compile(
          "modules\\.((dep|alias|symbols|builtin|builtin\\.alias)\\.bin"
              + "|dep|alias|symbols|softdep|weakdep|devname|builtin\\.alias)");

  private final KnownUnits known;
  private final Report report;

  KernelParts(KnownUnits known, Report report) {
    this.known = known;
    this.report = report;
  }

  /** The files of a kernel package. */
  Sources.KernelFiles ofPackage(String name, UnitRecord kernel, Span span)
      throws IOException, Rejected {
    List<FileTree.Entry> images = inBoot(kernel.tree(), "vmlinu[xz]-.*|Image-.*");
    if (images.size() != 1) {
      String found = images.isEmpty() ? "none" : Integer.toString(images.size());
      report
          .error(
              Code.OS0405,
              span,
              "`%s` should hold one /boot/vmlinuz-*, not %s".formatted(name, found))
          .help("name a package like linux-image-cloud-amd64 or linux-image-6.1.0-9-amd64");
    }
    Optional<Unit> modules = modules(name, kernel, span);
    report.stopIfFatal();
    return new Sources.KernelFiles(
        content(images.getFirst().node()),
        inBoot(kernel.tree(), "config-.*").stream().findFirst().map(e -> content(e.node())),
        modules);
  }

  private static List<FileTree.Entry> inBoot(FileTree tree, String pattern) {
    return tree.children(BOOT).stream()
        .filter(e -> e.path().name().matches(pattern))
        .filter(e -> e.node() instanceof Node.RegularFile)
        .toList();
  }

  private static Content content(Node node) {
    return switch (node) {
      case Node.RegularFile file -> file.content();
      case Node.Directory d -> throw noFile(node);
      case Node.Symlink s -> throw noFile(node);
      case Node.DeviceNode d -> throw noFile(node);
      case Node.Fifo f -> throw noFile(node);
      case Node.Socket s -> throw noFile(node);
      case Node.HardLink l -> throw noFile(node);
    };
  }

  private static IllegalStateException noFile(Node node) {
    return new IllegalStateException("only regular files were asked for, not " + node);
  }

  /** The modules of a package, as a unit of their own; an error if there are none. */
  Optional<Unit> modules(String name, UnitRecord unit, Span span) throws IOException {
    KnownUnits.KernelModules modules = known.modules(unit);
    if (modules.tree().children(MODULES).isEmpty()) {
      report
          .error(Code.OS0406, span, "`%s` holds no lib/modules/RELEASE".formatted(name))
          .help("a kernel without modules is written as `prebuilt` without `modules`");
      return Optional.empty();
    }
    return Optional.of(new Unit(name, modules.id(), modules.tree(), modules.survey()));
  }

  static KnownUnits.KernelModules modules(UnitRecord unit) {
    FileTree modules =
        unit.tree()
            .filter(path -> path.isWithin(MODULES) && !STALE_INDEX.matcher(path.name()).matches());
    Survey all = unit.survey();
    Survey survey =
        new Survey(
            all.elves().stream().filter(e -> e.path().isWithin(MODULES)).toList(),
            all.modules(),
            all.scripts().stream().filter(s -> s.path().isWithin(MODULES)).toList(),
            all.texts().stream().filter(t -> t.path().isWithin(MODULES)).toList());
    // A function of the unit, so that its identity follows from the unit's.
    Digest id = Digest.of(("modules of " + unit.id()).getBytes(StandardCharsets.UTF_8));
    return new KnownUnits.KernelModules(id, modules, survey);
  }
}
