package oscc.system;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import oscc.diag.Code;
import oscc.diag.Located;
import oscc.diag.Report;
import oscc.fstree.FileTree;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.manifest.Init;

/** Finds programs among the packages, where a shell of the machine would. */
final class Programs {
  private static final List<String> FOLDERS =
      List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

  private final FileTree packages;
  private final List<Folder> folders;

  /** A folder of the path, and where it is: several names may lead to one. */
  private record Folder(UnixPath path, UnixPath real) {}

  Programs(FileTree packages) {
    this.packages = packages;
    Map<UnixPath, Folder> distinct = new LinkedHashMap<>();
    for (String folder : FOLDERS) {
      UnixPath path = new UnixPath(folder);
      Optional<UnixPath> real = packages.resolve(path);
      if (real.isPresent() && packages.inode(real.get()).isPresent()) {
        distinct.putIfAbsent(real.get(), new Folder(path, real.get()));
      }
    }
    this.folders = List.copyOf(distinct.values());
  }

  /** The path under which the machine can start a program. */
  Optional<UnixPath> find(String name) {
    for (Folder folder : folders) {
      UnixPath real = folder.real().child(name);
      boolean there = packages.find(real).isPresent();
      if (there && file(real).filter(f -> f.attributes().mode().isExecutable()).isPresent()) {
        return Optional.of(folder.path().child(name));
      }
    }
    return Optional.empty();
  }

  /**
   * The paths of programs that an init system cannot do without; those that no package brings are
   * reported and left out.
   */
  Map<String, UnixPath> need(List<String> names, Located<Init> init, Report report) {
    Map<String, UnixPath> found = new TreeMap<>();
    names.forEach(name -> find(name).ifPresent(path -> found.put(name, path)));
    List<String> missing = names.stream().filter(name -> !found.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      String key = init.value().key();
      report
          .error(
              Code.OS0621,
              init.span(),
              "no package brings `%s`, which `init: %s` needs"
                  .formatted(String.join("`, `", missing), key))
          .help("add `- deb: [%s]` to `packages`".formatted(key));
    }
    return found;
  }

  /** The file behind a path. */
  Optional<Node.RegularFile> file(UnixPath path) {
    return packages
        .open(path)
        .flatMap(
            node -> node instanceof Node.RegularFile file ? Optional.of(file) : Optional.empty());
  }
}
