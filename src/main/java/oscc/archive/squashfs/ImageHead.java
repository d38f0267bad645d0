package oscc.archive.squashfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import oscc.codec.Codec;

/**
 * What a reader needs of the superblock; format.adoc "The Superblock".
 *
 * @param fragments how many fragment blocks there are
 * @param ids how many owners there are
 * @param root reference to the root folder's inode
 * @param end of the image
 * @param idTable where the list of the id table's blocks is
 * @param fragmentTable where the list of the fragment table's blocks is
 */
record ImageHead(
    Codec codec,
    int blockSize,
    long inodes,
    long fragments,
    int ids,
    long root,
    long end,
    long idTable,
    long inodeTable,
    long directoryTable,
    long fragmentTable) {
  private static final int MAGIC = 0x73717368;

  static ImageHead decode(byte[] superblock) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(superblock).order(ByteOrder.LITTLE_ENDIAN);
    if (in.getInt(0) != MAGIC) {
      throw new IOException("it does not begin as a squashfs image does");
    }
    if (in.getShort(28) != 4 || in.getShort(30) != 0) {
      throw new IOException(
          "it is squashfs %d.%d, and 4.0 is read".formatted(in.getShort(28), in.getShort(30)));
    }
    int blockSize = in.getInt(12);
    if (blockSize < 1 << 12 || blockSize > 1 << 20 || Integer.bitCount(blockSize) != 1) {
      throw new IOException("it has blocks of %d bytes".formatted(blockSize));
    }
    return new ImageHead(
        codec(in.getShort(20)),
        blockSize,
        Integer.toUnsignedLong(in.getInt(4)),
        Integer.toUnsignedLong(in.getInt(16)),
        Short.toUnsignedInt(in.getShort(26)),
        in.getLong(32),
        in.getLong(40),
        in.getLong(48),
        in.getLong(64),
        in.getLong(72),
        in.getLong(80));
  }

  private static Codec codec(int compressor) throws IOException {
    return switch (compressor) {
      case 1 -> Codec.GZIP;
      case 4 -> Codec.XZ;
      case 6 -> Codec.ZSTD;
      default ->
          throw new IOException(
              "its compressor has the number %d; gzip, xz and zstd are read".formatted(compressor));
    };
  }
}
