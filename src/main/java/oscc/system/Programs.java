package oscc.system;

import java.util.List;
import java.util.Optional;
import oscc.fstree.FileTree;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;

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

  /** The file behind a path. */
  Optional<Node.RegularFile> file(UnixPath path) {
    return packages
        .open(path)
        .flatMap(
            node -> node instanceof Node.RegularFile file ? Optional.of(file) : Optional.empty());
  }
}
