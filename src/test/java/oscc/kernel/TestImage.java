package oscc.kernel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Kernel images with a header and little else. */
public final class TestImage {
  private TestImage() {}

  /** A bzImage of 5 sectors: one of boot code, two of setup, and a payload of two. */
  public static byte[] bzImage(String version, byte[] payload) {
    ByteBuffer image = ByteBuffer.allocate(3 * 512 + payload.length).order(ByteOrder.LITTLE_ENDIAN);
    image.put(0x1f1, (byte) 2);
    image.putShort(0x1fe, (short) 0xaa55);
    image.put(0x202, "HdrS".getBytes(StandardCharsets.US_ASCII));
    image.putShort(0x206, (short) 0x20f);
    image.putShort(0x20e, (short) (0x300 - 0x200));
    image.put(0x211, (byte) 1);
    image.putInt(0x22c, 0x7fffffff);
    image.putShort(0x236, (short) 0x7f);
    image.putInt(0x238, 2047);
    image.putInt(0x248, 0);
    image.putInt(0x24c, payload.length);
    image.putInt(0x260, 0x3000000);
    image.put(0x300, (version + "\0").getBytes(StandardCharsets.US_ASCII));
    image.put(3 * 512, payload);
    return image.array();
  }

  /** An arm64 Image with a banner in it. */
  static byte[] arm64(String release) {
    ByteBuffer image = ByteBuffer.allocate(0x200).order(ByteOrder.LITTLE_ENDIAN);
    image.putLong(0x10, 0x1b00000);
    image.put(0x38, "ARMd".getBytes(StandardCharsets.US_ASCII));
    String banner = "Linux version %%s and Linux version %s (x@y) gcc\0".formatted(release);
    image.put(0x40, banner.getBytes(StandardCharsets.US_ASCII));
    return image.array();
  }

  /** What kernel/configs.c puts into a kernel, between a false start and other bytes. */
  static byte[] ikconfig(String config) throws IOException {
    ByteArrayOutputStream kernel = new ByteArrayOutputStream();
    kernel.writeBytes(new byte[100_000]);
    kernel.writeBytes("IKCFG_ST and nothing".getBytes(StandardCharsets.US_ASCII));
    kernel.writeBytes(new byte[70_000]);
    kernel.writeBytes("IIKCFG_ST".getBytes(StandardCharsets.US_ASCII));
    kernel.writeBytes(gzip(config.getBytes(StandardCharsets.UTF_8)));
    kernel.writeBytes("IKCFG_ED".getBytes(StandardCharsets.US_ASCII));
    kernel.writeBytes(new byte[10_000]);
    return kernel.toByteArray();
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
