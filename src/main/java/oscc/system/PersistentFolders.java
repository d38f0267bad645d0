package oscc.system;

import java.util.Optional;
import oscc.diag.Code;
import oscc.diag.Located;
import oscc.diag.Report;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;

/** Sees to it that every folder of {@code rootfs.persist} is there to be mounted on. */
final class PersistentFolders {
  private final SystemInput input;
  private final LayerBuilder layer;
  private final Report report;

  PersistentFolders(SystemInput input, LayerBuilder layer, Report report) {
    this.input = input;
    this.layer = layer;
    this.report = report;
  }

  void lay() {
    input.machine().rootfs().persist().forEach(this::lay);
  }

  private void lay(Located<UnixPath> folder) {
    UnixPath path = folder.value();
    Optional<UnixPath> place = layer.place(path);
    Optional<Node.Inode> there = layer.find(path);
    boolean isElsewhere = place.filter(path::equals).isEmpty();
    if (isElsewhere || there.filter(node -> !(node instanceof Node.Directory)).isPresent()) {
      // Stage 1 mounts on the path as it is written, before the machine's links mean anything.
      report
          .error(Code.OS0705, folder.span(), "`%s` is no folder of the machine".formatted(path))
          .label("a file or a link is there, or above it")
          .help("name the folder to which the link leads");
      return;
    }
    layer.folder(path, layer.root(0755), folder.span());
  }
}
