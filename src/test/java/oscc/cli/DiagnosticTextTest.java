package oscc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import oscc.cli.DiagnosticText.Colour;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.diag.SourceText;
import oscc.diag.Span;
import oscc.json.JsonWriter;

class DiagnosticTextTest {
  private static final SourceText SOURCE =
      new SourceText("machine.yaml", "oscc: 1\n\n\n\n\n\ninit: busbox\n");

  @Test
  void a_report_has_message_place_line_caret_and_help() {
    assertThat(text(busbox()))
        .isEqualTo(
            """
            error[OS0104]: unknown init system `busbox`
              --> machine.yaml:7:7
               |
             7 | init: busbox
               |       ^^^^^^ one of: busybox, runit, systemd
               = help: did you mean `busybox`?
            """);
  }

  @Test
  void colour_adds_escapes_and_changes_no_letter() {
    String coloured = new DiagnosticText(Colour.ON).render(busbox().diagnostics());

    assertThat(coloured).contains("\u001b[1;31m");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(text(busbox()));
  }

  @Test
  void diagnostics_are_parted_by_an_empty_line() {
    Report report = new Report();
    report.error(Code.OS0001, "first");
    report.error(Code.OS0002, "second").label("seen from afar");

    assertThat(text(report))
        .isEqualTo("error[OS0001]: first\n\nerror[OS0002]: second\n   = note: seen from afar\n");
  }

  @Test
  void tabs_and_control_characters_keep_the_caret_in_place() {
    SourceText source = new SourceText("m", "\ta\u001b[2J: \u202ebad\n");

    assertThat(text(at(source, source.text().indexOf("bad"), 3)))
        .contains("\n 1 |  a\ufffd[2J: \ufffdbad\n")
        .contains("\n   |          ^^^\n");
  }

  @Test
  void a_very_long_line_is_cut_around_the_place() {
    SourceText source = new SourceText("m", "x".repeat(5000) + "bad" + "y".repeat(5000));

    String text = text(at(source, 5000, 3));

    assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(120));
    List<String> lines = text.lines().toList();
    int caret = lines.get(4).indexOf('^');
    assertThat(lines.get(3).substring(caret, caret + 3)).isEqualTo("bad");
  }

  @Test
  void a_span_of_several_lines_is_underlined_to_the_end_of_the_first() {
    SourceText source = new SourceText("m", "a: [1,\n  2]\n");

    assertThat(text(at(source, 3, 8))).contains("\n 1 | a: [1,\n   |    ^^^\n");
  }

  @Test
  void the_end_of_a_file_can_be_pointed_at() {
    SourceText source = new SourceText("m", "a\n");

    assertThat(text(at(source, 2, 0))).contains("--> m:2:1\n").contains("\n 2 |\n   | ^\n");
  }

  @Test
  void the_json_form_has_the_members_of_the_document() {
    assertThat(JsonWriter.canonical(DiagnosticJson.of(busbox().diagnostics())))
        .isEqualTo(
            "[{\"code\":\"OS0104\",\"column\":7,\"end_column\":13,\"end_line\":7,"
                + "\"file\":\"machine.yaml\","
                + "\"hint\":\"one of: busybox, runit, systemd\\ndid you mean `busybox`?\","
                + "\"line\":7,\"message\":\"unknown init system `busbox`\",\"path\":\"/init\","
                + "\"related\":[],\"severity\":\"error\"}]");
  }

  @Test
  void the_json_form_has_related_places_and_leaves_out_a_place_that_is_not_known() {
    Report report = new Report();
    report.error(Code.OS0201, "twice").related("first here", new Span(SOURCE, 0, 4));

    assertThat(JsonWriter.canonical(DiagnosticJson.of(report.diagnostics())))
        .isEqualTo(
            "[{\"code\":\"OS0201\",\"hint\":\"\",\"message\":\"twice\",\"path\":\"\","
                + "\"related\":[{\"column\":1,\"end_column\":5,\"end_line\":1,"
                + "\"file\":\"machine.yaml\",\"line\":1,\"message\":\"first here\"}],"
                + "\"severity\":\"error\"}]");
    assertThat(DiagnosticJson.of(List.of()).items()).isEmpty();
  }

  private static Report busbox() {
    Report report = new Report();
    report
        .error(Code.OS0104, new Span(SOURCE, 19, 25), "unknown init system `busbox`")
        .path("/init")
        .label("one of: busybox, runit, systemd")
        .help("did you mean `busybox`?");
    return report;
  }

  private static Report at(SourceText source, int start, int length) {
    Report report = new Report();
    report.error(Code.OS0001, new Span(source, start, start + length), "here");
    return report;
  }

  private static String text(Report report) {
    return new DiagnosticText(Colour.OFF).render(report.diagnostics());
  }
}
