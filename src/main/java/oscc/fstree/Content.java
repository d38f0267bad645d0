package oscc.fstree;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import oscc.store.Blob;
import oscc.store.Digest;

/** The bytes of a regular file. They are read where they are written out, and never held. */
public sealed interface Content {

  /** The digest of the bytes, holes read as zeros. */
  Digest digest();

  /** How many bytes there are, holes included. */
  long size();

  /** Opens the bytes from the start; holes read as zeros. */
  InputStream open() throws IOException;

  /**
   * Opens the bytes for a reader that takes them all: instead of an end it meets a {@link
   * oscc.store.DamagedBlob} where they are not the bytes that the digest promises.
   */
  InputStream openSound() throws IOException;

  /** The stretches that hold data, in order; what lies between them is a hole of zeros. */
  List<Extent> extents();

  /**
   * Data of {@code length} bytes that stand {@code at} in the file and {@code from} in the blob.
   */
  record Extent(long at, long from, long length) {
    public Extent {
      if (at < 0 || from < 0 || length <= 0) {
        throw new IllegalArgumentException("extent %d %d %d".formatted(at, from, length));
      }
    }
  }

  /** A text that oscc made. */
  static Content of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A few bytes that oscc made. */
  static Content of(byte[] bytes) {
    return new Literal(bytes.clone(), Digest.of(bytes));
  }

  /** The whole of a blob. */
  static Content of(Blob blob) {
    List<Extent> all = blob.size() == 0 ? List.of() : List.of(new Extent(0, 0, blob.size()));
    return new Slice(blob, blob.digest(), blob.size(), all);
  }

  /** Bytes in memory; for what oscc generates, not for what users bring. */
  final class Literal implements Content {
    private final byte[] bytes;
    private final Digest digest;

    private Literal(byte[] bytes, Digest digest) {
      this.bytes = bytes;
      this.digest = digest;
    }

    byte[] bytes() {
      return bytes.clone();
    }

    @Override
    public Digest digest() {
      return digest;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public InputStream openSound() {
      return open();
    }

    @Override
    public List<Extent> extents() {
      return bytes.length == 0 ? List.of() : List.of(new Extent(0, 0, bytes.length));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Literal literal && Arrays.equals(bytes, literal.bytes);
    }

    @Override
    public int hashCode() {
      return digest.hashCode();
    }
  }

  /** Bytes that lie in a blob, possibly with holes between them. */
  record Slice(Blob blob, Digest digest, long size, List<Extent> extents) implements Content {
    public Slice {
      extents = List.copyOf(extents);
      long end = 0;
      for (Extent e : extents) {
        if (e.at() < end || e.from() + e.length() > blob.size()) {
          throw new IllegalArgumentException("extents overlap or leave the blob: " + extents);
        }
        end = e.at() + e.length();
      }
      if (end > size) {
        throw new IllegalArgumentException("extents reach beyond the file");
      }
    }

    @Override
    public InputStream open() throws IOException {
      return SliceStream.open(this);
    }

    @Override
    public InputStream openSound() throws IOException {
      return new SoundStream(open(), digest, blob);
    }
  }
}
