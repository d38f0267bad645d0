package oscc.store;

import java.io.IOException;
import java.nio.file.Path;

/** Writes the body of a file that exists and is empty. */
@FunctionalInterface
public interface FileBody {
  /** Writes {@code file}. */
  void write(Path file) throws IOException;
}
