package oscc.fstree;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.util.Optional;
import oscc.store.Blob;

/**
 * Reads many contents one after the other. It holds the blob open that it read last: the contents
 * of a unit lie in one, and opening takes longer than reading a small file.
 */
public final class ContentReader implements Closeable {
  private Optional<Open> last = Optional.empty();

  /** A blob, and the channel that reads it. */
  private record Open(Blob blob, FileChannel channel) {}

  /** The bytes of a content, until the next is opened; holes read as zeros. */
  public InputStream open(Content content) throws IOException {
    return switch (content) {
      case Content.Literal literal -> literal.open();
      case Content.Slice slice -> SliceStream.over(slice, channel(slice.blob()));
    };
  }

  /**
   * The same for a reader that takes them all: instead of an end it meets a {@link
   * oscc.store.DamagedBlob} where they are not the bytes that the digest promises.
   */
  public InputStream openSound(Content content) throws IOException {
    return switch (content) {
      case Content.Literal literal -> literal.openSound();
      case Content.Slice slice -> new SoundStream(open(slice), slice.digest(), slice.blob());
    };
  }

  private FileChannel channel(Blob blob) throws IOException {
    if (last.isPresent() && last.get().blob().equals(blob)) {
      return last.get().channel();
    }
    close();
    FileChannel channel = BlobChannel.open(blob);
    last = Optional.of(new Open(blob, channel));
    return channel;
  }

  @Override
  public void close() throws IOException {
    if (last.isPresent()) {
      last.get().channel().close();
      last = Optional.empty();
    }
  }
}
