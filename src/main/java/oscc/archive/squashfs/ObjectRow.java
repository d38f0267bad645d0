package oscc.archive.squashfs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import oscc.store.Digest;

/**
 * Where an object has a content.
 *
 * @param size bytes of the content
 * @param start where its first data block stands in the object; 0 if it has none
 * @param firstBlock index of its first block in the object's list of block sizes
 * @param blocks how many blocks it has, holes included
 * @param fragment the fragment block with its tail, or {@link #NO_FRAGMENT}
 * @param fragmentOffset where in the unpacked fragment block the tail begins
 */
record ObjectRow(
    Digest key,
    long size,
    long start,
    int firstBlock,
    int blocks,
    int fragment,
    int fragmentOffset) {

  /** Bytes of an encoded row. */
  static final int SIZE = Digest.SIZE + 32;

  /** Format.adoc "File Inodes" has the same value for the same purpose. */
  static final int NO_FRAGMENT = -1;

  static ObjectRow of(ByteBuffer index, int offset) {
    ByteBuffer at = index.slice(offset, SIZE).order(ByteOrder.LITTLE_ENDIAN);
    at.position(Digest.SIZE);
    return new ObjectRow(
        Digest.at(at, 0),
        at.getLong(),
        at.getLong(),
        at.getInt(),
        at.getInt(),
        at.getInt(),
        at.getInt());
  }

  void encode(LittleEndian to) {
    to.bytes(key.bytes()).u64(size).u64(start);
    to.u32(firstBlock).u32(blocks).u32(fragment).u32(fragmentOffset);
  }

  boolean hasFragment() {
    return fragment != NO_FRAGMENT;
  }
}
