package oscc.codec;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Reads zstd frames that follow each other. The library's own stream takes input that ends inside
 * the header of a further frame for complete.
 */
final class ZstdStream extends InputStream {
  private static final int BUFFER = 1 << 17;

  private final InputStream in;
  private final ZstdDecompressCtx context = new ZstdDecompressCtx();
  private final byte[] chunk = new byte[BUFFER];
  private final ByteBuffer packed = ByteBuffer.allocateDirect(BUFFER).limit(0);
  private final ByteBuffer unpacked = ByteBuffer.allocateDirect(BUFFER).limit(0);
  private boolean betweenFrames;
  private boolean closed;

  ZstdStream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (closed) {
      throw new IOException("stream is closed");
    }
    if (length == 0) {
      return 0;
    }
    while (!unpacked.hasRemaining()) {
      if (!unpack()) {
        return -1;
      }
    }
    int read = Math.min(length, unpacked.remaining());
    unpacked.get(target, offset, read);
    return read;
  }

  /** Goes on by a step, which may give no bytes; false at the end of the last frame. */
  private boolean unpack() throws IOException {
    // A frame that is not at its end may still hold output back when all input is taken.
    int before = packed.remaining();
    unpacked.clear();
    try {
      boolean ended = context.decompressDirectByteBufferStream(unpacked, packed);
      betweenFrames = ended || (betweenFrames && packed.remaining() == before);
    } catch (ZstdException e) {
      throw new IOException("damaged zstd stream: " + e.getMessage(), e);
    }
    unpacked.flip();
    return unpacked.hasRemaining() || packed.hasRemaining() || fill();
  }

  private boolean fill() throws IOException {
    int read = in.read(chunk);
    if (read < 0) {
      if (!betweenFrames) {
        throw new EOFException("zstd stream is cut short");
      }
      return false;
    }
    packed.clear();
    packed.put(chunk, 0, read).flip();
    return true;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    context.close();
    in.close();
  }
}
