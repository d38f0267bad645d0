package oscc.archive;

import java.io.IOException;
import java.io.OutputStream;

/** Fills up with zeros to a multiple of {@code alignment} bytes. */
public record Padding(int alignment) {

  /**
   * Every segment of an initrd: some iPXE versions leave it to the kernel's EFI stub to join
   * segments, which puts them together as they are, and the kernel wants members aligned.
   */
  public static final Padding SEGMENT = new Padding(4096);

  public Padding {
    if (Integer.bitCount(alignment) != 1) {
      throw new IllegalArgumentException("alignment " + alignment);
    }
  }

  /** How many zeros {@code size} bytes need behind them. */
  public int after(long size) {
    return (int) (-size & (alignment - 1));
  }

  /** Writes the zeros that {@code size} bytes need behind them, and says how many. */
  public int write(OutputStream out, long size) throws IOException {
    int zeros = after(size);
    out.write(new byte[zeros]);
    return zeros;
  }
}
