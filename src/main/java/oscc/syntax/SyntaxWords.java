package oscc.syntax;

import java.util.List;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.diag.Span;

/** Says in a user's words what the YAML reader says in a parser's. */
final class SyntaxWords {

  /** Where to point: at the problem, or at what it is a part of. */
  private enum At {
    PROBLEM,
    CONTEXT
  }

  /** What we say when the reader's context and problem contain these texts. */
  private record Words(
      String context, String problem, Code code, At at, String message, String help) {
    boolean fits(MarkedYamlEngineException e) {
      return text(e.getContext()).contains(context) && text(e.getProblem()).contains(problem);
    }
  }

  private static final String BLOCK_HELP =
      "keys of one mapping begin in one column; so do the `-` of one list";
  private static final String QUOTE_HELP = "quote the value: \"…\"";

  private static final List<Words> TABLE =
      List.of(
          new Words(
              "",
              "TAB",
              Code.OS0005,
              At.PROBLEM,
              "a tab cannot indent YAML",
              "use blanks; most editors convert tabs"),
          new Words(
              "",
              "'\\t",
              Code.OS0005,
              At.PROBLEM,
              "a tab cannot indent YAML",
              "use blanks; most editors convert tabs"),
          new Words(
              "quoted scalar",
              "unexpected end of stream",
              Code.OS0013,
              At.CONTEXT,
              "this quote is never closed",
              "close it, or double it inside single quotes"),
          new Words(
              "quoted scalar",
              "document separator",
              Code.OS0013,
              At.CONTEXT,
              "this quote is never closed",
              "close it before the line `---` or `...`"),
          new Words(
              "double-quoted",
              "escape",
              Code.OS0001,
              At.PROBLEM,
              "not an escape of double-quoted YAML",
              "write a backslash as `\\\\`, or use '…'"),
          new Words(
              "flow sequence",
              "expected",
              Code.OS0013,
              At.PROBLEM,
              "expected `,` or `]` here",
              "items in brackets are separated by commas"),
          new Words(
              "flow mapping",
              "expected",
              Code.OS0013,
              At.PROBLEM,
              "expected `,` or `}` here",
              "entries in braces are separated by commas"),
          new Words(
              "",
              "mapping values are not allowed",
              Code.OS0001,
              At.PROBLEM,
              "a `: ` is not expected here",
              "if the colon belongs to the value, quote the value; else mend the indentation"),
          new Words(
              "",
              "sequence entries are not allowed",
              Code.OS0014,
              At.PROBLEM,
              "a list item is not expected here",
              "begin the list on a line of its own"),
          new Words(
              "",
              "mapping keys are not allowed",
              Code.OS0001,
              At.PROBLEM,
              "a `?` is not expected here",
              QUOTE_HELP),
          new Words(
              "block mapping",
              "expected <block end>",
              Code.OS0014,
              At.PROBLEM,
              "this does not fit the mapping above",
              BLOCK_HELP),
          new Words(
              "block collection",
              "expected <block end>",
              Code.OS0014,
              At.PROBLEM,
              "this does not fit the list above",
              BLOCK_HELP),
          new Words(
              "simple key",
              "could not find expected ':'",
              Code.OS0001,
              At.CONTEXT,
              "a key needs a colon and a blank after it",
              "write `key: value`; text of several lines needs `|` after the key's colon"),
          new Words(
              "",
              "that cannot start any token",
              Code.OS0001,
              At.PROBLEM,
              "a value without quotes cannot begin with this character",
              QUOTE_HELP),
          new Words(
              "alias",
              "expected",
              Code.OS0007,
              At.CONTEXT,
              "a `*` at the start of a value makes it an alias",
              "if it is a glob, quote it"),
          new Words(
              "anchor",
              "expected",
              Code.OS0007,
              At.CONTEXT,
              "an `&` at the start of a value makes it an anchor",
              QUOTE_HELP),
          new Words(
              "block scalar",
              "expected",
              Code.OS0001,
              At.PROBLEM,
              "only `|`, `>`, `-`, `+` and a digit may stand here",
              "the text begins on the next line"),
          new Words(
              "tag",
              "",
              Code.OS0008,
              At.CONTEXT,
              "a `!` at the start of a value makes it a tag",
              "quote the value; `!remove` needs a blank behind it, in braces too"),
          new Words(
              "directive",
              "",
              Code.OS0001,
              At.PROBLEM,
              "a line that begins with `%` is a directive",
              "a manifest needs none: remove it"),
          new Words(
              "",
              "DEL character",
              Code.OS0003,
              At.PROBLEM,
              "control character U+007F",
              "remove it"),
          new Words(
              "",
              "expected the node content",
              Code.OS0001,
              At.PROBLEM,
              "a value is expected here",
              "is there a stray `,`, `]` or `}`?"),
          new Words(
              "",
              "<document start>",
              Code.OS0014,
              At.PROBLEM,
              "this belongs to nothing above it",
              BLOCK_HELP));

  private SyntaxWords() {}

  /** Reports where and why a text is not YAML. */
  static void report(MarkedYamlEngineException e, Offsets offsets, Report report) {
    Words words = TABLE.stream().filter(w -> w.fits(e)).findFirst().orElseGet(() -> unknown(e));
    Span problem = offsets.at(e.getProblemMark());
    Span context = e.getContextMark().map(m -> offsets.at(e.getContextMark())).orElse(problem);
    boolean atContext = words.at() == At.CONTEXT;
    var draft = report.error(words.code(), atContext ? context : problem, words.message());
    draft.help(words.help());
    if (!atContext && context.start() < problem.start() && !sameLine(context, problem)) {
      draft.related("it began here", context);
    }
  }

  private static boolean sameLine(Span a, Span b) {
    return a.position().line() == b.position().line();
  }

  private static Words unknown(MarkedYamlEngineException e) {
    return new Words(
        "",
        "",
        Code.OS0001,
        At.PROBLEM,
        "this is not YAML: %s".formatted(text(e.getProblem())),
        QUOTE_HELP);
  }

  private static String text(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text;
  }
}
