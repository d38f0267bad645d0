package oscc.source;

import java.util.List;
import oscc.fstree.UnixPath;

/** Kernel modules by their names: oscc keeps them decompressed, as {@code NAME.ko}. */
final class ModuleNames {
  private static final UnixPath FOLDER = new UnixPath("/usr/lib/modules");
  private static final List<String> SUFFIXES = List.of(".xz", ".zst", ".gz");

  private ModuleNames() {}

  /** Whether a path is that of a module, compressed or not. */
  static boolean isModule(UnixPath path) {
    return UsrMerge.land(path).isWithin(FOLDER) && plain(path.value()).endsWith(".ko");
  }

  /** Whether a path is that of a compressed module. */
  static boolean isCompressed(UnixPath path) {
    return isModule(path) && !path.value().endsWith(".ko");
  }

  /** The path of the module without its compression; other paths stay. */
  static UnixPath plain(UnixPath path) {
    return isCompressed(path) ? new UnixPath(plain(path.value())) : path;
  }

  /** A path or a link's target without the suffix of a compressed module. */
  static String plain(String path) {
    for (String suffix : SUFFIXES) {
      if (path.endsWith(".ko" + suffix)) {
        return path.substring(0, path.length() - suffix.length());
      }
    }
    return path;
  }

  /** What {@code modprobe} calls the module. */
  static String name(UnixPath path) {
    String file = plain(path.name());
    return file.substring(0, file.length() - ".ko".length()).replace('-', '_');
  }
}
