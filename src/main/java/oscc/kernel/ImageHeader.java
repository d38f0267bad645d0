package oscc.kernel;

import oscc.manifest.Arch;

/** What the header of a kernel image says; see docs/format/kernel-image.md. */
public sealed interface ImageHeader {

  /** What it runs on. */
  Arch arch();

  /** How many bytes its kernel command line may have. */
  long cmdlineLimit();

  /** How much memory it needs to start, in bytes, from where it was loaded. */
  long initSize();

  /**
   * A bzImage, per Documentation/arch/x86/boot.rst.
   *
   * @param protocol boot protocol: 0x20f is 2.15
   * @param version what {@code kernel_version} points at; its first word is the release
   * @param initrdAddrMax the highest address that the initrd may cover
   * @param payload where the compressed kernel stands in the file
   */
  record BzImage(
      int protocol,
      String version,
      long cmdlineLimit,
      long initSize,
      long initrdAddrMax,
      Payload payload)
      implements ImageHeader {
    @Override
    public Arch arch() {
      return Arch.X86_64;
    }
  }

  /** A stretch of an image, in bytes from its start. */
  record Payload(long offset, long length) {}

  /**
   * An uncompressed Image, per Documentation/arch/arm64/booting.rst.
   *
   * @param textOffset where it wants to lie, from a 2 MiB aligned base
   * @param initSize {@code image_size}, with all that is cleared at the start
   */
  record Arm64Image(long textOffset, long initSize) implements ImageHeader {
    /** {@code COMMAND_LINE_SIZE} of arch/arm64, less the final NUL. */
    private static final long CMDLINE_LIMIT = 2047;

    @Override
    public Arch arch() {
      return Arch.AARCH64;
    }

    @Override
    public long cmdlineLimit() {
      return CMDLINE_LIMIT;
    }
  }
}
