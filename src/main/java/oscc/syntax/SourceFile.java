package oscc.syntax;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.diag.SourceText;
import oscc.diag.Span;

/** Reads a file that a person wrote: strict UTF-8, of a sane size, without control characters. */
public final class SourceFile {
  /** No manifest is larger; what is, was not meant to be one. */
  static final int LIMIT = 1 << 20;

  private SourceFile() {}

  /**
   * The text of a file, unless the report says why it has none.
   *
   * @throws IOException if it cannot be read; the message names it
   */
  public static Optional<SourceText> read(Path file, Report report) throws IOException {
    return decode(file.toString(), bytes(file), report);
  }

  private static byte[] bytes(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("%s: this is a folder, not a manifest".formatted(file));
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(LIMIT + 1);
    } catch (NoSuchFileException e) {
      throw new IOException("%s: no such file".formatted(file), e);
    } catch (AccessDeniedException e) {
      throw new IOException("%s: may not be read by this user".formatted(file), e);
    }
  }

  static Optional<SourceText> decode(String name, byte[] bytes, Report report) {
    if (bytes.length > LIMIT) {
      report
          .error(Code.OS0004, "`%s` is larger than 1 MiB".formatted(name))
          .help("a manifest is a small text; large files are named in it, not put into it");
      return Optional.empty();
    }
    Optional<Charset> utf16 = utf16(bytes);
    if (utf16.isPresent()) {
      SourceText shown = new SourceText(name, new String(bytes, utf16.get()));
      report
          .error(Code.OS0002, new Span(shown, 0, 0), "the file is %s".formatted(utf16.get()))
          .label("a manifest is UTF-8")
          .help("convert it: iconv -f %s -t UTF-8".formatted(utf16.get()));
      return Optional.empty();
    }
    return strictUtf8(name, bytes, report).filter(s -> isClean(s, report));
  }

  private static Optional<Charset> utf16(byte[] bytes) {
    if (bytes.length < 2) {
      return Optional.empty();
    }
    int first = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
    if (first == 0xfffe || (first >> 8 != 0 && (first & 0xff) == 0)) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    boolean bigEndian = first == 0xfeff || (first >> 8 == 0 && (first & 0xff) != 0);
    return bigEndian ? Optional.of(StandardCharsets.UTF_16BE) : Optional.empty();
  }

  private static Optional<SourceText> strictUtf8(String name, byte[] bytes, Report report) {
    CharBuffer chars = CharBuffer.allocate(bytes.length);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(bytes), chars, true);
    chars.flip();
    if (!result.isError()) {
      return Optional.of(new SourceText(name, chars.toString()));
    }
    int at = chars.length();
    int bad = StandardCharsets.UTF_8.encode(chars).limit();
    SourceText shown = new SourceText(name, new String(bytes, StandardCharsets.UTF_8));
    report
        .error(
            Code.OS0002,
            new Span(shown, at, at + 1),
            "byte 0x%02x is not UTF-8".formatted(bytes[bad] & 0xff))
        .label("here")
        .help("if the file is Latin-1, convert it: iconv -f ISO-8859-1 -t UTF-8");
    return Optional.empty();
  }

  private static boolean isClean(SourceText source, Report report) {
    String text = source.text();
    if (text.startsWith("\ufeff")) {
      report
          .error(Code.OS0002, new Span(source, 0, 1), "the file begins with a byte order mark")
          .help("save it as UTF-8 without one");
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (isForbidden(text, i)) {
        report
            .error(
                Code.OS0003,
                new Span(source, i, i + 1),
                "control character U+%04X".formatted((int) text.charAt(i)))
            .help(helpFor(text.charAt(i)));
        return false;
      }
    }
    return true;
  }

  /** The complement of YAML 1.2.2's {@code c-printable}, and carriage returns that end no line. */
  private static boolean isForbidden(String text, int i) {
    char c = text.charAt(i);
    if (c == '\r') {
      return i + 1 == text.length() || text.charAt(i + 1) != '\n';
    }
    boolean blank = c == '\t' || c == '\n' || c == '\u0085';
    boolean control = c < 0x20 || (c >= 0x7f && c < 0xa0);
    return (control && !blank) || c == '\ufeff' || c == '\ufffe' || c == '\uffff';
  }

  private static String helpFor(char c) {
    return switch (c) {
      case '\0' -> "a text has no NUL; is this the right file?";
      case '\r' -> "end lines with a line feed, or with a carriage return and a line feed";
      default -> "remove it, or write it as an escape in a double-quoted string";
    };
  }
}
