package oscc.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import oscc.diag.Report;
import oscc.diag.SourceText;
import oscc.diag.Span;
import oscc.syntax.YamlNode.Entry;
import oscc.syntax.YamlNode.Kind;
import oscc.syntax.YamlNode.Mapping;
import oscc.syntax.YamlNode.Scalar;
import oscc.syntax.YamlNode.Sequence;

class YamlTextTest {
  private static final long SEED = 20_260_402;
  private static final Span SPAN = new Span(new SourceText("none", ""), 0, 0);
  private static final List<String> PIECES =
      List.of(
          "a",
          "b-c",
          " ",
          "  ",
          "\n",
          "\n\n",
          "\t",
          ":",
          ": ",
          "#",
          " #",
          "-",
          "- ",
          "\"",
          "'",
          "\\",
          "{",
          "}",
          "[",
          "]",
          ",",
          "&",
          "*",
          "!",
          "|",
          ">",
          "%",
          "@",
          "`",
          "?",
          "~",
          "0",
          "1e3",
          "0x1",
          "true",
          "null",
          "no",
          "\r",
          "\u0085",
          "\u2028",
          "\ufeff",
          "\u0007",
          "é",
          "名",
          "\ud83d\udc27",
          "---",
          "...",
          "=",
          "<<");

  @Test
  void what_is_written_reads_back_as_it_was() {
    Random random = new Random(SEED);
    for (int round = 0; round < 4000; round++) {
      Mapping tree = mapping(random, 3);
      for (String comment : List.of("", "a.yaml:7")) {
        String text = YamlText.render(tree, scalar -> comment);
        Report report = new Report();
        var read = tree.entries().isEmpty() ? tree : parse(text, report);
        assertThat(shape(read))
            .as("seed %d, round %d:%n%s%n%s", SEED, round, text, report.diagnostics())
            .isEqualTo(shape(tree));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "web-01 | k: web-01",
        "console=ttyS0,115200 | k: console=ttyS0,115200",
        "ssh-ed25519 AAAA me@host | k: ssh-ed25519 AAAA me@host",
        "2222:22 | k: \"2222:22\"",
        "yes | k: \"yes\"",
        "1.5 | k: \"1.5\"",
        "a: b | k: \"a: b\"",
        "** | k: \"**\"",
      })
  void strings_are_quoted_only_where_they_could_be_taken_for_something_else(
      String text, String expected) {
    Mapping tree = new Mapping(List.of(new Entry(string("k"), string(text))), false, SPAN);

    assertThat(YamlText.render(tree, scalar -> "")).isEqualTo(expected + "\n");
  }

  @Test
  void lines_of_text_stay_lines() {
    Mapping tree = new Mapping(List.of(new Entry(string("k"), string("a\n\n b\n"))), false, SPAN);

    assertThat(YamlText.render(tree, scalar -> "x:1")).isEqualTo("k: |  # x:1\n  a\n\n   b\n");
  }

  private static YamlNode parse(String text, Report report) {
    return Yaml.parse(new SourceText("text", text), report)
        .orElseThrow(() -> new AssertionError(report.diagnostics() + "\n" + text));
  }

  private static YamlNode node(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> new Scalar("" + random.nextInt(1000), Kind.INTEGER, SPAN);
      case 1 -> new Scalar("true", Kind.BOOLEAN, SPAN);
      case 4 -> mapping(random, depth - 1);
      case 5 -> {
        List<YamlNode> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(node(random, depth - 1));
        }
        yield new Sequence(items, false, SPAN);
      }
      default -> string(text(random));
    };
  }

  private static Mapping mapping(Random random, int depth) {
    List<Entry> entries = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      entries.add(new Entry(string(i + text(random)), node(random, depth)));
    }
    return new Mapping(entries, false, SPAN);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private static Scalar string(String text) {
    return new Scalar(text, Kind.STRING, SPAN);
  }

  private static String shape(YamlNode node) {
    return switch (node) {
      case Mapping m ->
          m.entries().stream().map(e -> shape(e.key()) + "=" + shape(e.value())).toList() + "m";
      case Sequence s -> s.items().stream().map(YamlTextTest::shape).toList() + "s";
      case Scalar s -> s.kind() + "(" + s.text() + ")";
      case YamlNode.Tagged t -> t.tag() + shape(t.value());
    };
  }
}
