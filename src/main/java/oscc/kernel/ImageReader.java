package oscc.kernel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import oscc.fstree.Content;

/** Reads the header of a kernel image; see docs/format/kernel-image.md. */
final class ImageReader {
  /**
   * The setup part of a bzImage is at most 256 sectors long, and all that is read here lies there.
   */
  private static final int HEAD = 257 * 512;

  /** Documentation/arch/x86/boot.rst, "The Real-Mode Kernel Header". */
  private static final int SETUP_SECTS = 0x1f1;

  private static final int BOOT_FLAG = 0x1fe;
  private static final int BOOT_FLAG_VALUE = 0xaa55;
  private static final int HEADER = 0x202;
  private static final String HEADER_VALUE = "HdrS";
  private static final int VERSION = 0x206;
  private static final int KERNEL_VERSION = 0x20e;
  private static final int LOADFLAGS = 0x211;
  private static final int LOADED_HIGH = 1;
  private static final int INITRD_ADDR_MAX = 0x22c;
  private static final int XLOADFLAGS = 0x236;
  private static final int XLF_KERNEL_64 = 1;
  private static final int CMDLINE_SIZE = 0x238;
  private static final int PAYLOAD_OFFSET = 0x248;
  private static final int PAYLOAD_LENGTH = 0x24c;
  private static final int INIT_SIZE = 0x260;

  /** The protocol that brought {@code xloadflags}; Linux 3.8 has it. */
  private static final int OLDEST_PROTOCOL = 0x20c;

  /** Documentation/arch/arm64/booting.rst, "Call the kernel image". */
  private static final int ARM64_TEXT_OFFSET = 0x08;

  private static final int ARM64_IMAGE_SIZE = 0x10;
  private static final int ARM64_MAGIC = 0x38;
  private static final String ARM64_MAGIC_VALUE = "ARMd";
  private static final int ARM64_HEADER = 0x40;

  /**
   * Where an EFI image that unpacks itself says so; drivers/firmware/efi/libstub/zboot-header.S.
   */
  private static final int ZBOOT_MAGIC = 0x04;

  private final byte[] head;
  private final ByteBuffer fields;
  private final long size;

  private ImageReader(byte[] head, long size) {
    this.head = head;
    this.fields = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    this.size = size;
  }

  /** What a file turned out to be. */
  sealed interface Outcome {
    /** A kernel. */
    record Image(ImageHeader header) implements Outcome {}

    /** Something with a word for it that completes "is …". */
    record Refused(Reason reason, String what) implements Outcome {}
  }

  /** Why a file is refused. */
  enum Reason {
    NOT_A_KERNEL,
    DAMAGED,
    UNSUPPORTED
  }

  static Outcome read(Content content) throws IOException {
    try (InputStream in = content.open()) {
      return new ImageReader(in.readNBytes(HEAD), content.size()).outcome();
    }
  }

  private Outcome outcome() {
    if (hasText(ARM64_MAGIC, ARM64_MAGIC_VALUE) && head.length >= ARM64_HEADER) {
      return arm64();
    }
    if (hasText(HEADER, HEADER_VALUE) && unsigned16(BOOT_FLAG) == BOOT_FLAG_VALUE) {
      return x86();
    }
    if (hasText(0, "MZ") && hasText(ZBOOT_MAGIC, "zimg")) {
      return refused(Reason.UNSUPPORTED, "a compressed EFI kernel (zboot)");
    }
    if (hasText(0, "\u007fELF")) {
      return refused(Reason.UNSUPPORTED, "an ELF file, perhaps a `vmlinux`");
    }
    if (hasText(0, "!<arch>\n")) {
      return refused(Reason.NOT_A_KERNEL, "a Debian package");
    }
    return refused(Reason.NOT_A_KERNEL, size == 0 ? "empty" : "no kernel image");
  }

  private Outcome arm64() {
    long imageSize = fields.getLong(ARM64_IMAGE_SIZE);
    if (imageSize < size || imageSize > 1L << 32) {
      return refused(Reason.DAMAGED, "an arm64 Image with an impossible `image_size`");
    }
    long textOffset = fields.getLong(ARM64_TEXT_OFFSET);
    return new Outcome.Image(new ImageHeader.Arm64Image(textOffset, imageSize));
  }

  private Outcome x86() {
    if (head.length < INIT_SIZE + 4) {
      return refused(Reason.DAMAGED, "a bzImage that ends inside its header");
    }
    int protocol = unsigned16(VERSION);
    if (protocol < OLDEST_PROTOCOL) {
      return refused(
          Reason.UNSUPPORTED,
          "a kernel with boot protocol %d.%02d".formatted(protocol >> 8, protocol & 0xff));
    }
    if ((head[LOADFLAGS] & LOADED_HIGH) == 0) {
      return refused(Reason.UNSUPPORTED, "a zImage, which loads below 1 MiB");
    }
    if ((unsigned16(XLOADFLAGS) & XLF_KERNEL_64) == 0) {
      return refused(Reason.UNSUPPORTED, "a kernel for 32-bit x86");
    }
    return bzImage(protocol);
  }

  private Outcome bzImage(int protocol) {
    ImageHeader.Payload payload =
        new ImageHeader.Payload(
            setupBytes() + unsigned32(PAYLOAD_OFFSET), unsigned32(PAYLOAD_LENGTH));
    if (payload.offset() + payload.length() > size) {
      return refused(Reason.DAMAGED, "a bzImage that ends inside its compressed kernel");
    }
    String version = kernelVersion();
    if (version.isBlank()) {
      return refused(Reason.DAMAGED, "a bzImage that does not say its version");
    }
    return new Outcome.Image(
        new ImageHeader.BzImage(
            protocol,
            version,
            unsigned32(CMDLINE_SIZE),
            unsigned32(INIT_SIZE),
            unsigned32(INITRD_ADDR_MAX),
            payload));
  }

  private long setupBytes() {
    int sectors = head[SETUP_SECTS] & 0xff;
    // For old kernels, zero means four.
    return ((sectors == 0 ? 4 : sectors) + 1) * 512L;
  }

  private String kernelVersion() {
    int pointer = unsigned16(KERNEL_VERSION);
    int start = pointer + 0x200;
    if (pointer == 0 || start >= Math.min(head.length, setupBytes())) {
      return "";
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int i = start; i < head.length && head[i] != 0 && text.size() < 512; i++) {
      text.write(head[i]);
    }
    return text.toString(StandardCharsets.ISO_8859_1);
  }

  private boolean hasText(int offset, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
    int end = offset + wanted.length;
    return head.length >= end && Arrays.equals(head, offset, end, wanted, 0, wanted.length);
  }

  private int unsigned16(int offset) {
    return fields.getShort(offset) & 0xffff;
  }

  private long unsigned32(int offset) {
    return fields.getInt(offset) & 0xffff_ffffL;
  }

  private static Outcome refused(Reason reason, String what) {
    return new Outcome.Refused(reason, what);
  }
}
