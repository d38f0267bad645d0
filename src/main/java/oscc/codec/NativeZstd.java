package oscc.codec;

import com.github.luben.zstd.util.Native;
import java.io.IOException;

/**
 * The native library of zstd-jni, which is unpacked into a temporary folder and loaded from there.
 */
final class NativeZstd {
  private NativeZstd() {}

  /** Loads the library, unless this process has it: in time for a failure to be told as one. */
  static void load() throws IOException {
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
}
