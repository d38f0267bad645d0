package oscc.syntax;

import java.util.Optional;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import oscc.diag.SourceText;
import oscc.diag.Span;

/** Turns the marks of the YAML reader, which count code points, into offsets of the text. */
final class Offsets {
  private final SourceText source;

  /** Offset of each code point, and of the end; empty where code points are code units. */
  private final int[] offsets;

  Offsets(SourceText source) {
    this.source = source;
    boolean plain = source.text().chars().noneMatch(c -> Character.isSurrogate((char) c));
    this.offsets = plain ? new int[0] : offsets(source.text());
  }

  private static int[] offsets(String text) {
    int[] result = new int[text.codePointCount(0, text.length()) + 1];
    for (int i = 1, at = 0; i < result.length; i++) {
      at = text.offsetByCodePoints(at, 1);
      result[i] = at;
    }
    return result;
  }

  /** Where an event stands. */
  Span span(Event event) {
    int start = offset(event.getStartMark());
    return new Span(source, start, Math.max(start, offset(event.getEndMark())));
  }

  /** From the start of an event to an offset. */
  Span span(Event start, int end) {
    int from = offset(start.getStartMark());
    return new Span(source, from, Math.max(from, end));
  }

  /** The character at a mark. */
  Span at(Optional<Mark> mark) {
    int start = offset(mark);
    boolean visible = start < source.text().length() && source.text().charAt(start) >= ' ';
    int width = visible ? Character.charCount(source.text().codePointAt(start)) : 0;
    return new Span(source, start, start + width);
  }

  private int offset(Optional<Mark> mark) {
    int index = mark.map(Mark::getIndex).orElse(0);
    if (offsets.length == 0) {
      return Math.min(index, source.text().length());
    }
    return offsets[Math.min(index, offsets.length - 1)];
  }
}
