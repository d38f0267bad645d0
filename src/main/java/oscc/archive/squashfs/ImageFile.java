package oscc.archive.squashfs;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The image while it is written from front to back, and its superblock last. */
final class ImageFile {
  private final FileChannel channel;
  private long position;

  private ImageFile(FileChannel channel) {
    this.channel = channel;
  }

  /** Starts at the front of a file, which is emptied, and leaves room for the superblock. */
  static ImageFile start(FileChannel channel) throws IOException {
    channel.truncate(0);
    ImageFile image = new ImageFile(channel);
    image.append(new byte[Superblock.SIZE]);
    return image;
  }

  /** Where the next byte goes. */
  long position() {
    return position;
  }

  void append(byte[] bytes) throws IOException {
    position = writeAt(position, ByteBuffer.wrap(bytes));
  }

  /** Copies a stretch of another file, in the kernel where it can. */
  void copy(FileChannel from, long start, long length, Path name) throws IOException {
    channel.position(position);
    long end = start + length;
    for (long at = start; at < end; ) {
      long copied = from.transferTo(at, end - at, channel);
      if (copied <= 0) {
        throw new EOFException("%s is shorter than it was".formatted(name));
      }
      at += copied;
    }
    position += length;
  }

  void writeSuperblock(Superblock superblock) throws IOException {
    writeAt(0, ByteBuffer.wrap(superblock.encode()));
  }

  private long writeAt(long start, ByteBuffer bytes) throws IOException {
    long at = start;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
    return at;
  }
}
