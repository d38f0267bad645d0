package oscc.initrd;

import java.util.ArrayList;
import java.util.List;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.fstree.FileTree;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.manifest.RootfsSpec;

/** The programs with which stage 1 makes and mends file systems; it starts them in the packages. */
public final class DiskPrograms {
  private static final List<String> NEEDED = List.of("/sbin/mkfs.ext4", "/sbin/e2fsck");

  private DiskPrograms() {}

  /** Checks that the packages of a machine with a disk have them. */
  public static void check(RootfsSpec rootfs, FileTree packages, Report report) {
    if (rootfs.disk().isEmpty()) {
      return;
    }
    List<String> missing = new ArrayList<>();
    for (String path : NEEDED) {
      boolean there =
          packages
              .open(new UnixPath(path))
              .filter(node -> node instanceof Node.RegularFile)
              .filter(node -> node.attributes().mode().isExecutable())
              .isPresent();
      if (!there) {
        missing.add("`%s`".formatted(path));
      }
    }
    if (!missing.isEmpty()) {
      report
          .error(
              Code.OS0704,
              rootfs.span(),
              "no package brings %s, which `rootfs.disk` needs"
                  .formatted(String.join(" and ", missing)))
          .help("add `- deb: [e2fsprogs]` to `packages`");
    }
  }
}
