package oscc.emit;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import oscc.archive.CpioWriter;
import oscc.archive.Padding;
import oscc.codec.Codec;
import oscc.fstree.FileTree;
import oscc.fstree.Node;

/** One segment of an initrd: a cpio archive, compressed, and padded so that others may follow. */
record Segment(FileTree tree, Codec codec) {
  /** A machine's own segment has some kilobytes, which are compressed as a whole. */
  private static final long SMALL = 1 << 20;

  /**
   * Of a base segment of 1.2 MB a higher level saves 7 KB and takes six times the CPU; of a
   * machine's own one it saves what is lost in the padding.
   */
  private static final int MOST_LEVEL = 9;

  void write(FileChannel channel) throws IOException {
    OutputStream file = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
    if (unpackedSize() < SMALL) {
      ByteArrayOutputStream cpio = new ByteArrayOutputStream();
      CpioWriter.write(tree, cpio);
      file.write(codec.compress(cpio.toByteArray(), level()));
    } else {
      try (OutputStream cpio = codec.compress(new Unclosed(file), level())) {
        CpioWriter.write(tree, cpio);
      }
    }
    file.flush();
    Padding.SEGMENT.write(file, channel.position());
    file.flush();
  }

  private int level() {
    return Math.min(MOST_LEVEL, codec.defaultLevel());
  }

  /** Bytes of all files, as they lie in memory when the kernel has unpacked them. */
  long unpackedSize() {
    return tree.stream().mapToLong(Segment::pages).sum();
  }

  private static long pages(FileTree.Entry entry) {
    return entry.node() instanceof Node.RegularFile file
        ? file.content().size() + Padding.SEGMENT.after(file.content().size())
        : 0;
  }

  /** Keeps the channel open when the compressor completes its stream. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
