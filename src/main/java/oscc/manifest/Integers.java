package oscc.manifest;

import java.util.Optional;

/** Whole numbers as YAML's core schema writes them: {@code 42}, {@code 0o52}, {@code 0x2a}. */
final class Integers {

  private Integers() {}

  /** The number, if it has at most 64 bits. */
  static Optional<Long> parse(String text) {
    try {
      if (text.startsWith("0x")) {
        return Optional.of(Long.parseLong(text, 2, text.length(), 16));
      }
      if (text.startsWith("0o")) {
        return Optional.of(Long.parseLong(text, 2, text.length(), 8));
      }
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
