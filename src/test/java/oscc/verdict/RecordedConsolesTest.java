package oscc.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import oscc.bundle.BuildId;
import oscc.bundle.ReadyLine;

/**
 * Consoles of real boots, most of machines that were broken on purpose, and what each must be
 * judged; {@code verdicts.txt} beside them is the table.
 */
class RecordedConsolesTest {
  private static final Path CONSOLES = Path.of("src/test/resources/oscc/verdict/consoles");
  private static final Path TABLE = CONSOLES.resolveSibling("verdicts.txt");
  private static final String BUILD = "10e455ef931ce73e";
  private static final Pattern END = Pattern.compile("\\[ended with status (-?\\d+)]");

  /** A line of the table: console, verdict, a part of the line that shows it, the awaited build. */
  record Row(String console, String verdict, String evidence, String build) {
    @Override
    public String toString() {
      return console;
    }
  }

  private static List<Row> rows() throws IOException {
    return Files.readAllLines(TABLE).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(" *\\| *", -1))
        .map(cells -> new Row(cells[0], cells[1], cells[2], cells.length > 3 ? cells[3] : BUILD))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_real_boot_is_judged_right(Row row) throws IOException {
    Verdict verdict = judge(row);

    assertThat(verdict.outcome().word()).as("%s", verdict.evidence()).isEqualTo(row.verdict());
    String shown = String.join("\n", verdict.evidence().stream().map(ConsoleLine::text).toList());
    assertThat(shown).contains(row.evidence());
  }

  @Test
  void every_recorded_console_is_in_the_table() throws IOException {
    try (Stream<Path> files = Files.list(CONSOLES)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".log", "")))
          .containsExactlyInAnyOrderElementsOf(rows().stream().map(Row::console).toList())
          .hasSizeGreaterThanOrEqualTo(50);
    }
  }

  private static Verdict judge(Row row) throws IOException {
    Path log = CONSOLES.resolve(row.console() + ".log");
    ConsoleWatch watch =
        new ConsoleWatch(new ReadyLine("hello", new BuildId(row.build())), Limits.TCG);
    List<ConsoleLine> lines = Files.readAllLines(log).stream().map(ConsoleLine::parse).toList();
    lines.subList(0, lines.size() - 1).forEach(watch::accept);
    ConsoleLine end = lines.getLast();
    Matcher status = END.matcher(end.text());
    if (status.matches()) {
      watch.ended(end.at(), Integer.parseInt(status.group(1)));
    }
    watch.tick(end.at().plus(Duration.ofHours(1)));
    Optional<Verdict> verdict = watch.verdict();
    return verdict.orElseThrow();
  }
}
