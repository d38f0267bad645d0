package oscc.image;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.fstree.FileTree;
import oscc.fstree.Node;
import oscc.fstree.Survey.ElfFile;
import oscc.fstree.UnixPath;
import oscc.manifest.Arch;

/**
 * Looks for every loader and shared library that an ELF file of the root needs, where ld.so(8)
 * would look. What is missing is a warning: the file may never be run.
 */
final class LibraryCheck {
  private final FileTree tree;
  private final Arch arch;
  private final Map<UnixPath, Integer> owners;
  private final Map<String, Missing> missing = new TreeMap<>();

  /**
   * A thing that is not there, and who needs it.
   *
   * @param part the place in the list of the first part that does
   */
  record Missing(Code code, String what, List<UnixPath> needers, int part) {}

  LibraryCheck(FileTree tree, Arch arch, Map<UnixPath, Integer> owners) {
    this.tree = tree;
    this.arch = arch;
    this.owners = owners;
  }

  /** What is missing that these parts need. */
  List<Missing> find(List<Part> parts) {
    for (int part = 0; part < parts.size(); part++) {
      for (ElfFile elf : parts.get(part).unit().survey().elves()) {
        boolean isThere = owners.getOrDefault(elf.path(), JoinedPackages.SKELETON) == part;
        if (elf.machine() == arch.elfMachine() && isThere) {
          check(elf, part);
        }
      }
    }
    return List.copyOf(missing.values());
  }

  /** Warns at the places where a machine's manifest asks for its parts. */
  static void report(List<Missing> missing, List<Span> parts, Report report) {
    missing.forEach(m -> warn(m, parts.get(m.part()), report));
  }

  private void check(ElfFile elf, int part) {
    elf.interpreter()
        .filter(loader -> !isFile(loader))
        .ifPresent(loader -> note(Code.OS0752, loader, elf.path(), part));
    for (String library : elf.needed()) {
      if (!isFound(library, elf)) {
        note(Code.OS0753, library, elf.path(), part);
      }
    }
  }

  private void note(Code code, String what, UnixPath needer, int part) {
    missing
        .computeIfAbsent(code + what, k -> new Missing(code, what, new ArrayList<>(), part))
        .needers()
        .add(needer);
  }

  private static void warn(Missing missing, Span span, Report report) {
    UnixPath first = missing.needers().getFirst();
    int others = missing.needers().size() - 1;
    String more = others == 0 ? "" : " and %d more files".formatted(others);
    String kind = missing.code() == Code.OS0752 ? "loader" : "library";
    report
        .warning(
            missing.code(),
            span,
            "%s `%s`, needed by `%s`%s, is not in the root"
                .formatted(kind, missing.what(), first, more))
        .label("brings `%s`".formatted(first))
        .help("add the package that has it, or `exclude` what needs it");
  }

  private boolean isFound(String library, ElfFile needer) {
    if (library.contains("/")) {
      return isFile(library);
    }
    return folders(needer).stream().anyMatch(folder -> isFile(folder + "/" + library));
  }

  /** Where ld.so(8) looks, and the needer's own folder: whoever loaded it found it there. */
  private Set<String> folders(ElfFile needer) {
    Set<String> folders = new LinkedHashSet<>();
    String origin = needer.path().parent().value();
    for (String folder : needer.searchPath()) {
      folders.add(folder.replace("${ORIGIN}", origin).replace("$ORIGIN", origin));
    }
    folders.add(origin);
    for (String folder : List.of("/lib", "/usr/lib", "/usr/local/lib")) {
      folders.add(folder + "/" + arch.multiarch());
      folders.add(folder);
    }
    folders.add("/lib64");
    return folders;
  }

  private boolean isFile(String path) {
    String normal = path.replaceAll("/{2,}", "/");
    if (!UnixPath.isNormal(normal)) {
      return resolveDots(normal).flatMap(tree::open).filter(LibraryCheck::isRegular).isPresent();
    }
    return tree.open(new UnixPath(normal)).filter(LibraryCheck::isRegular).isPresent();
  }

  /** Search paths are often written as {@code $ORIGIN/../lib}. */
  private Optional<UnixPath> resolveDots(String path) {
    if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    UnixPath at = UnixPath.ROOT;
    for (String name : path.split("/")) {
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (!name.equals("..")) {
        at = at.child(name);
        continue;
      }
      Optional<UnixPath> real = tree.resolve(at);
      if (real.isEmpty()) {
        return Optional.empty();
      }
      at = real.get().parent();
    }
    return Optional.of(at);
  }

  private static boolean isRegular(Node.Inode inode) {
    return inode instanceof Node.RegularFile;
  }
}
