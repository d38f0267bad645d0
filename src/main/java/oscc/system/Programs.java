package oscc.system;

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

  Programs(FileTree packages) {
    this.packages = packages;
  }

  /** The path under which the machine can start a program. */
  Optional<UnixPath> find(String name) {
    return FOLDERS.stream()
        .map(folder -> new UnixPath(folder).child(name))
        .filter(path -> file(path).filter(f -> f.attributes().mode().isExecutable()).isPresent())
        .findFirst();
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
