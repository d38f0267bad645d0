package oscc.image;

import java.util.Optional;
import oscc.store.Words;

/** What starting a file of the packages takes. */
sealed interface Program {

  /**
   * An ELF file.
   *
   * @param machine {@code e_machine}
   */
  record Elf(int machine, Optional<String> interpreter) implements Program {}

  /** A script and the interpreter its first line names. */
  record Script(String interpreter) implements Program {}

  /** No {@code e_machine} has so many bits. */
  int SCRIPT = 1 << 16;

  /** Writes it. */
  default void write(Words.Writer out) {
    switch (this) {
      case Elf elf -> {
        out.number(elf.machine());
        out.optional(elf.interpreter());
      }
      case Script script -> {
        out.number(SCRIPT);
        out.text(script.interpreter());
      }
    }
  }

  /** Reads what {@link #write} wrote. */
  static Program read(Words.Reader in) {
    int machine = in.count();
    return machine == SCRIPT ? new Script(in.text()) : new Elf(machine, in.optional());
  }
}
