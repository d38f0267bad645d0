package oscc.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;

/** A blob while it is written: hashed as it goes, and gone at {@link #close} unless kept. */
public final class BlobSink extends OutputStream {
  private final Store store;
  private final Path draft;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
  private MessageDigest sha256 = Digest.sha256();
  private long size;

  private BlobSink(Store store, Path draft, FileChannel channel) {
    this.store = store;
    this.draft = draft;
    this.channel = channel;
  }

  static BlobSink open(Store store) throws IOException {
    Path draft = store.newTemporary();
    return new BlobSink(store, draft, FileChannel.open(draft, StandardOpenOption.WRITE));
  }

  /** How many bytes were written so far. */
  public long size() {
    return size;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    sha256.update(bytes, offset, length);
    size += length;
    for (int at = offset; at < offset + length; ) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int n = Math.min(buffer.remaining(), offset + length - at);
      buffer.put(bytes, at, n);
      at += n;
    }
  }

  @Override
  public void flush() throws IOException {
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw FullDisk.explain(e, draft);
    }
    buffer.clear();
  }

  /** The digest of what was written so far. */
  public Digest digest() {
    try {
      return Digest.ofFinished((MessageDigest) sha256.clone());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's SHA-256 can be cloned", e);
    }
  }

  /** Drops all that was written, to begin again. */
  public void restart() throws IOException {
    buffer.clear();
    channel.truncate(0);
    channel.position(0);
    sha256 = Digest.sha256();
    size = 0;
  }

  /** Ends the blob and puts it into the store. */
  public Blob keep() throws IOException {
    flush();
    channel.close();
    Digest digest = Digest.ofFinished(sha256);
    Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("r--r--r--"));
    Path file = store.blobFile(digest);
    AtomicFiles.move(draft, file);
    return new Blob(file, digest, size);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(draft);
  }
}
