package oscc.archive.squashfs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import oscc.store.Digest;

/** A digest as four numbers, for tables with a million of them. */
record ContentKey(long a, long b, long c, long d) {

  /** Bytes of a digest. */
  static final int SIZE = 32;

  static ContentKey of(Digest digest) {
    return of(ByteBuffer.wrap(bytes(digest)), 0);
  }

  /** The digest whose bytes stand at {@code offset}. */
  static ContentKey of(ByteBuffer buffer, int offset) {
    ByteBuffer at = buffer.slice(offset, SIZE).order(ByteOrder.BIG_ENDIAN);
    return new ContentKey(at.getLong(0), at.getLong(8), at.getLong(16), at.getLong(24));
  }

  static byte[] bytes(Digest digest) {
    return digest.bytes();
  }
}
