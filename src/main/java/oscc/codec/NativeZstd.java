package oscc.codec;

import com.github.luben.zstd.util.Native;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/**
 * The native library of zstd-jni. The build puts it beside the library's jar; without that each
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
    Optional<Path> unpacked = jar().map(NativeZstd::besideJar).filter(Files::isRegularFile);
    if (unpacked.isPresent()) {
      load(unpacked.get());
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

  private static Optional<Path> jar() {
    CodeSource source = Native.class.getProtectionDomain().getCodeSource();
    return source == null
        ? Optional.empty()
        : Optional.of(Path.of(URI.create(source.getLocation().toString())));
  }

  /** Under the jar's own version, so that one which an older jar has left is not taken. */
  static Path besideJar(Path jar) {
    String name = jar.getFileName().toString().replace(".jar", ".so");
    return jar.resolveSibling(Path.of("linux", System.getProperty("os.arch"), "lib" + name));
  }
}
