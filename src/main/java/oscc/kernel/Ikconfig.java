package oscc.kernel;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import oscc.codec.Codec;
import oscc.fstree.Content;

/**
 * Finds the configuration that {@code CONFIG_IKCONFIG=y} puts into a kernel: kernel/configs.c
 * writes a marker, the gzipped text and another marker.
 */
final class Ikconfig {
  private static final String MARKER = "IKCFG_ST";

  /** Debian's configuration is 0.25 MB; whatever unpacks to more is none. */
  private static final int SIZE_LIMIT = 16 << 20;

  private Ikconfig() {}

  /** The settings, if the image holds them and its compression is one that oscc reads. */
  static Optional<Map<String, String>> find(Content image, ImageHeader header) {
    try (InputStream in = image.open()) {
      return switch (header) {
        case ImageHeader.Arm64Image arm64 -> search(in);
        case ImageHeader.BzImage bz -> searchPayload(in, bz.payload());
      };
    } catch (IOException e) {
      // A kernel that does not unpack has no configuration to show; booting it will say more.
      return Optional.empty();
    }
  }

  private static Optional<Map<String, String>> searchPayload(
      InputStream image, ImageHeader.Payload payload) throws IOException {
    image.skipNBytes(payload.offset());
    InputStream compressed = new BufferedInputStream(image, 1 << 16);
    compressed.mark(Codec.HEAD);
    Codec codec = Codec.detect(compressed.readNBytes(Codec.HEAD));
    compressed.reset();
    if (codec == Codec.NONE) {
      return Optional.empty();
    }
    try (InputStream kernel = codec.decompress(compressed)) {
      return search(kernel);
    }
  }

  private static Optional<Map<String, String>> search(InputStream kernel) throws IOException {
    ByteSearch search = new ByteSearch(kernel);
    while (search.skipPast(MARKER)) {
      // The marker alone stands in kernels that can read their configuration back.
      if (Codec.detect(search.peek(Codec.HEAD)) == Codec.GZIP) {
        InputStream text = new GZIPInputStream(search.rest());
        byte[] bytes = text.readNBytes(SIZE_LIMIT);
        return Optional.of(ConfigText.parse(new String(bytes, StandardCharsets.UTF_8)));
      }
    }
    return Optional.empty();
  }
}
