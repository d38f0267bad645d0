package oscc.source;

import java.io.IOException;
import java.util.List;
import oscc.resolve.Pin;
import oscc.store.Blob;

/** Brings the bytes of pins into the store. */
@FunctionalInterface
public interface BlobSource {

  /** The blobs of {@code pins}, none of which is a folder, in their order, when all are there. */
  List<Blob> fetchAll(List<Pin> pins) throws IOException;
}
