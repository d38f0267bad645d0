package oscc.elf;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes that can be read from any place. */
@FunctionalInterface
public interface RandomBytes {

  /** Fills what remains of {@code target} with the bytes from {@code at} on. */
  void readFully(long at, ByteBuffer target) throws IOException;
}
