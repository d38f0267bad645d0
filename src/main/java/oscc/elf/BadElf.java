package oscc.elf;

import java.io.IOException;

/** A file begins like ELF but is not whole; the message says which part is wrong. */
public final class BadElf extends IOException {
  private static final long serialVersionUID = 1;

  BadElf(String message) {
    super(message);
  }
}
