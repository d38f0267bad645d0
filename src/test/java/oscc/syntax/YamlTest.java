package oscc.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import oscc.diag.Code;
import oscc.diag.Diagnostic;
import oscc.diag.Report;
import oscc.diag.SourceText;
import oscc.diag.Span;
import oscc.syntax.YamlNode.Kind;
import oscc.syntax.YamlNode.Mapping;
import oscc.syntax.YamlNode.Scalar;
import oscc.syntax.YamlNode.Sequence;

class YamlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true | BOOLEAN",
        "False | BOOLEAN",
        "yes | STRING",
        "no | STRING",
        "~ | NULL",
        "null | NULL",
        "12 | INTEGER",
        "-3 | INTEGER",
        "0o17 | INTEGER",
        "0x1F | INTEGER",
        "0644 | INTEGER",
        "1_000 | STRING",
        "1.5 | FLOAT",
        "1e3 | FLOAT",
        ".inf | FLOAT",
        "1.2.3 | STRING",
        "12:30 | STRING",
        "\"12\" | STRING",
        "2001-01-01 | STRING",
        "console=ttyS0 | STRING",
        "192.0.2.1 | STRING"
      })
  void a_plain_scalar_is_what_the_core_schema_makes_of_it(String text, Kind kind) {
    Mapping root = (Mapping) parse("key: " + text + "\n");

    assertThat(((Scalar) root.entries().getFirst().value()).kind()).isEqualTo(kind);
  }

  @Test
  void spans_cover_what_was_written_and_nothing_else() {
    String text = "a:\n  - b: \"x y\"   # end\n    c: [1, 2]\n\n\nd: {e: f}\n";
    Mapping root = (Mapping) parse(text);
    Sequence list = (Sequence) root.find("a").orElseThrow().value();
    Mapping item = (Mapping) list.items().getFirst();

    assertThat(shown(item.find("b").orElseThrow().value().span())).isEqualTo("\"x y\"");
    assertThat(shown(item.find("c").orElseThrow().value().span())).isEqualTo("[1, 2]");
    assertThat(shown(item.span())).startsWith("b:").endsWith("[1, 2]");
    assertThat(shown(item.head())).isEqualTo("b");
    assertThat(shown(root.find("d").orElseThrow().value().head())).isEqualTo("{e: f}");
    assertThat(shown(root.span())).startsWith("a:").endsWith("{e: f}");
  }

  @Test
  void spans_are_right_behind_characters_outside_the_basic_plane() {
    Mapping root = (Mapping) parse("a: \ud83d\ude00\nb: c\n");

    Span span = root.find("b").orElseThrow().value().span();

    assertThat(shown(span)).isEqualTo("c");
    assertThat(span.position().line()).isEqualTo(2);
    assertThat(span.position().column()).isEqualTo(4);
  }

  @Test
  void a_block_scalar_keeps_its_lines() {
    Mapping root = (Mapping) parse("a: |\n  x\n  y\n");

    assertThat(((Scalar) root.find("a").orElseThrow().value()).text()).isEqualTo("x\ny\n");
  }

  @Test
  void lines_may_end_as_on_windows() {
    Mapping root = (Mapping) parse("a: b\r\nc: d\r\n");

    assertThat(root.entries()).extracting(e -> e.key().text()).containsExactly("a", "c");
  }

  @Test
  void a_billion_laughs_end_in_a_diagnostic() {
    StringBuilder text = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 40; i++) {
      text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    assertThat(codes(text.toString())).contains(Code.OS0007);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[", "{a: ", "- ", "? ", "[{a: ", "a:\n", "\"a", "'a", "- - ", "*a ", "&a "})
  void a_mebibyte_of_anything_neither_hangs_nor_overflows(String piece) {
    String text = piece.repeat(SourceFile.LIMIT / piece.length());

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertThat(codes(text)).isNotEmpty());
  }

  @Test
  void many_duplicates_are_reported_only_up_to_a_limit() {
    assertThat(codes("a: b\n".repeat(10_000))).hasSize(TreeBuilder.ERROR_LIMIT);
  }

  @Test
  void a_file_over_the_limit_is_refused_without_being_parsed() {
    byte[] bytes = "#".repeat(SourceFile.LIMIT + 1).getBytes(StandardCharsets.UTF_8);
    Report report = new Report();

    assertThat(SourceFile.decode("machine.yaml", bytes, report)).isEmpty();
    assertThat(report.diagnostics()).extracting(Diagnostic::code).containsExactly(Code.OS0004);
  }

  private static YamlNode parse(String text) {
    Report report = new Report();
    YamlNode root = Yaml.parse(new SourceText("machine.yaml", text), report).orElseThrow();
    assertThat(report.diagnostics()).isEmpty();
    return root;
  }

  private static List<Code> codes(String text) {
    Report report = new Report();
    assertThat(Yaml.parse(new SourceText("machine.yaml", text), report)).isEmpty();
    return report.diagnostics().stream().map(Diagnostic::code).toList();
  }

  private static String shown(Span span) {
    return span.source().text().substring(span.start(), span.end());
  }
}
