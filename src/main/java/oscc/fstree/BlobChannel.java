package oscc.fstree;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import oscc.store.Blob;
import oscc.store.DamagedBlob;

/** Opens blobs. Nobody looks before whether they are there. */
final class BlobChannel {
  private BlobChannel() {}

  /**
   * A channel that reads a blob.
   *
   * @throws DamagedBlob if it is gone
   */
  static FileChannel open(Blob blob) throws IOException {
    try {
      return FileChannel.open(blob.file(), StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      throw new DamagedBlob(blob);
    }
  }
}
