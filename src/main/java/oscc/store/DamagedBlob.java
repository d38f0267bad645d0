package oscc.store;

import java.io.IOException;

/** A blob does not hold the bytes that its name promises; fetched or made again, it will. */
public final class DamagedBlob extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Blob blob;

  public DamagedBlob(Blob blob) {
    super("%s is damaged: its bytes have another digest".formatted(blob.file()));
    this.blob = blob;
  }

  /** The blob, which may still be there. */
  public Blob blob() {
    return blob;
  }
}
