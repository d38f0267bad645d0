package oscc.debian;

import java.util.List;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.store.Words;

/**
 * A maintainer script that changes something, and nothing knows what.
 *
 * @param unit the place of its package in the list of units
 * @param name of the package
 * @param line of the script, counted from one
 * @param command what the line says
 */
public record ScriptNote(int unit, String name, int line, String command) {

  /**
   * Tells of scripts.
   *
   * @param units where a machine's manifest asks for each unit
   */
  public static void tell(List<ScriptNote> notes, List<Span> units, Report report) {
    notes.forEach(note -> note.tell(units.get(note.unit()), report));
  }

  private void tell(Span span, Report report) {
    report
        .note(Code.OS0650, span, "the postinst of package `%s` is not run".formatted(name))
        .label("line %s says `%s`".formatted(line, shortened()))
        .help("if the machine needs that, say it under `files` or `users`");
  }

  private String shortened() {
    return command.length() <= 60 ? command : command.substring(0, 57) + "...";
  }

  /** Writes a note. */
  public void write(Words.Writer out) {
    out.number(unit);
    out.text(name);
    out.number(line);
    out.text(command);
  }

  /** Reads what {@link #write} wrote. */
  public static ScriptNote read(Words.Reader in) {
    return new ScriptNote(in.count(), in.text(), in.count(), in.text());
  }
}
