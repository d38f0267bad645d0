package oscc.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A derived entry while it is written: gone at {@link #close} unless kept. */
public final class DerivedDraft implements Closeable {
  private final Path draft;
  private final Path entry;

  DerivedDraft(Path draft, Path entry) {
    this.draft = draft;
    this.entry = entry;
  }

  /** The file to write; it exists and is empty. */
  public Path file() {
    return draft;
  }

  /** Puts the file into the store, where equal work may have put its like meanwhile. */
  public Path keep() throws IOException {
    AtomicFiles.move(draft, entry);
    return entry;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(draft);
  }
}
