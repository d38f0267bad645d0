package oscc.diag;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "  - name: web"                 | name     | "  - name: …"
          "  password_hash: $6$salt"      | password | "  password …"
          "  content:"                    | content  | "  content:"
          "- panic=10"                    | panic=10 | "- panic=10"
          "- {hash: $6$salt, name: root}" | name     | "… name: …"
          "- {hash: $6$salt, name: root}" | {hash: $ | "- { …"
          """,
      quoteCharacter = '"')
  void an_excerpt_has_no_other_values(String line, String pointedAt, String excerpt) {
    SourceText source = new SourceText("m.yaml", "a: b\n" + line + "\nc: d\n");
    int start = source.text().indexOf(pointedAt);

    assertThat(new Span(source, start, start + pointedAt.length()).excerpt()).isEqualTo(excerpt);
  }
}
