package oscc.conform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The release in the header of a bzImage; Documentation/arch/x86/boot.rst of the kernel. */
final class KernelRelease {
  private static final int HEADER = 1 << 15;

  /** {@code HdrS}, at 0x202. */
  private static final int MAGIC_AT = 0x202;

  /** {@code kernel_version}: where the text stands, less 0x200. */
  private static final int VERSION_AT = 0x20e;

  private KernelRelease() {}

  /** The release of an image; nothing if the image is of another kind. */
  static Optional<String> of(Path image) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(image)) {
      head = in.readNBytes(HEADER);
    }
    if (head.length < HEADER
        || !new String(head, MAGIC_AT, 4, StandardCharsets.US_ASCII).equals("HdrS")) {
      return Optional.empty();
    }
    int start = ((head[VERSION_AT] & 0xff) | (head[VERSION_AT + 1] & 0xff) << 8) + 0x200;
    int end = start;
    while (end < head.length && head[end] > ' ') {
      end++;
    }
    return end > start && end < head.length
        ? Optional.of(new String(head, start, end - start, StandardCharsets.US_ASCII))
        : Optional.empty();
  }
}
