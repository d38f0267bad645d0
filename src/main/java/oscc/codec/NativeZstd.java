package oscc.codec;

import com.github.luben.zstd.util.Native;
import com.github.luben.zstd.util.ZstdVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The native library of zstd-jni. The build puts it into a file of its own; without that each
 * process unpacks it into a temporary folder, which takes longer than to compress what is new in a
 * machine after an edit.
 */
final class NativeZstd {
  private NativeZstd() {}

  /** Loads the library, unless this process has it: in time for a failure to be told as one. */
  static void load() throws IOException {
    if (Native.isLoaded()) {
      return;
    }
    Path unpacked = unpacked(Path.of(System.getProperty("java.class.path", "").split(":", 2)[0]));
    if (Files.isRegularFile(unpacked)) {
      load(unpacked);
      return;
    }
    try {
      Native.load();
    } catch (LinkageError e) {
      throw new IOException(
          "cannot load zstd's native library from %s (%s); the folder must have room and allow to"
                  .formatted(System.getProperty("java.io.tmpdir"), e.getMessage())
              + " execute files",
          e);
    }
  }

  @SuppressWarnings("restricted")
  private static void load(Path library) throws IOException {
    try {
      System.load(library.toString());
      Native.assumeLoaded();
    } catch (LinkageError e) {
      throw new IOException(
          "cannot load zstd's native library (%s); build or unpack oscc again"
              .formatted(e.getMessage()),
          e);
    }
  }

  /**
   * Where the build has put it, seen from oscc's jar. Not beside the jar from which Java says that
   * zstd's classes are: with an AOT cache that is where the cache was made, on another machine.
   * Under its version, so that one which an older build has left is not taken.
   */
  static Path unpacked(Path osccJar) {
    String name = "libzstd-jni-" + ZstdVersion.VERSION + ".so";
    return osccJar
        .toAbsolutePath()
        .resolveSibling(Path.of("lib", "linux", System.getProperty("os.arch"), name));
  }
}
