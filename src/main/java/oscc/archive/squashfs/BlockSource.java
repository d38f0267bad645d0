package oscc.archive.squashfs;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import oscc.fstree.Content;
import oscc.fstree.ContentReader;

/** Reads a content from front to back in blocks, and leaves its holes out. */
final class BlockSource implements Closeable {
  private final Content content;
  private final List<Content.Extent> extents;
  private final InputStream in;
  private int next;
  private long position;

  private BlockSource(Content content, InputStream in) {
    this.content = content;
    this.extents = content.extents();
    this.in = in;
  }

  static BlockSource open(Content content, ContentReader reader) throws IOException {
    InputStream in = hasHoles(content) ? reader.open(content) : reader.openSound(content);
    return new BlockSource(content, in);
  }

  /** To hash a hole takes as long as to hash data, so that what has holes is not looked at. */
  private static boolean hasHoles(Content content) {
    return content.extents().stream().mapToLong(Content.Extent::length).sum() < content.size();
  }

  /**
   * Looks at what was read as a whole.
   *
   * @throws oscc.store.DamagedBlob if it is not what the content's digest promises
   */
  void checkEnd() throws IOException {
    if (position == content.size() && in.read() >= 0) {
      throw new IllegalStateException("content %s goes on".formatted(content.digest()));
    }
  }

  /** Whether nothing but a hole lies there. Asked in rising order. */
  boolean isHole(long from, int length) {
    while (next < extents.size() && end(extents.get(next)) <= from) {
      next++;
    }
    return next == extents.size() || extents.get(next).at() >= from + length;
  }

  private static long end(Content.Extent extent) {
    return extent.at() + extent.length();
  }

  /** Reads what stands {@code from} on to the start of {@code target} or wherever {@code at} is. */
  void read(long from, byte[] target, int at, int length) throws IOException {
    if (isHole(from, length)) {
      Arrays.fill(target, at, at + length, (byte) 0);
      return;
    }
    in.skipNBytes(from - position);
    int read = in.readNBytes(target, at, length);
    if (read < length) {
      throw new EOFException("content %s is shorter than it was".formatted(content.digest()));
    }
    position = from + length;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
