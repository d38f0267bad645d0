package oscc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import oscc.Golden;
import oscc.commandline.Completion;
import oscc.commandline.ManPage;
import oscc.commandline.Syntax;
import oscc.manifest.OsccVersion;

/**
 * Each golden is a conversation: lines that start with {@code $ oscc} are run, and what follows
 * must be what they say; {@code 2> } marks standard error, {@code [n]} the exit status, and {@code
 * DIR} a folder with a few manifests.
 */
class CommandGoldenTest {
  private static final String PROMPT = "$ oscc";
  private static final Path GOLDENS = Golden.folder("cli");

  private static final Path DISTRIBUTION = Path.of("dist");

  private static final String LEAF =
      """
      extends: [web.yaml]
      name: leaf
      ssh: !remove
      profiles:
        debug: {initrd: {on_failure: shell}}
        lab: {vm: {memory: 1G}, initrd: {on_failure: poweroff}}
        last: {users: !remove }
      """;

  @TempDir private Path folder;

  private static List<String> conversations() throws IOException {
    try (Stream<Path> files = Files.list(GOLDENS)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("conversations")
  void a_conversation_goes_as_written(String name) throws IOException {
    for (String machine : List.of("web", "full-disk", "defect")) {
      run("init", machine, "--dir", folder.toString());
    }
    Files.copy(folder.resolve("web.yaml"), folder.resolve("twin.yaml"));
    Files.writeString(folder.resolve("leaf.yaml"), LEAF);
    Files.writeString(folder.resolve("wrong.yaml"), "oscc: 1\nname: wrong\ninit: runti\n");

    StringBuilder heard = new StringBuilder();
    for (String line : Files.readAllLines(GOLDENS.resolve(name))) {
      if (line.startsWith(PROMPT)) {
        String words = line.substring(PROMPT.length()).strip();
        String[] args =
            words.isEmpty() ? new String[0] : words.replace("DIR", "" + folder).split(" ", -1);
        heard.append(line).append('\n').append(run(args));
      }
    }

    Golden.check(GOLDENS.resolve(name), heard.toString());
  }

  private String run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Map<String, String> environment =
        Map.of("HOME", folder.resolve("home").toString(), "SOURCE_DATE_EPOCH", "0");
    var surroundings =
        new Surroundings(
            new PrintWriter(out),
            new PrintWriter(err),
            InputStream.nullInputStream(),
            environment,
            false);
    int status = new Main(surroundings, new FakeCompilers()).run(args);
    return lines("", out) + lines("2> ", err) + "[" + status + "]\n";
  }

  private String lines(String mark, StringWriter text) {
    StringBuilder lines = new StringBuilder();
    text.toString()
        .replace(folder.toString(), "DIR")
        .lines()
        .filter(line -> !line.startsWith("\tat "))
        .forEach(line -> lines.append(mark).append(line).append('\n'));
    return lines.toString();
  }

  @Test
  void the_man_page_is_made_from_the_commands() throws IOException {
    String page = ManPage.text(Commands.TOP, syntaxes(), OsccVersion.TEXT, Commands.EXIT_CODES);

    Golden.check(DISTRIBUTION.resolve("oscc.1"), page);
  }

  @Test
  void shell_completion_is_made_from_the_commands() throws IOException {
    Golden.check(DISTRIBUTION.resolve("oscc.bash"), Completion.bash(Commands.TOP, syntaxes()));
    Golden.check(DISTRIBUTION.resolve("oscc.fish"), Completion.fish(Commands.TOP, syntaxes()));
  }

  private static List<Syntax> syntaxes() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    var surroundings =
        new Surroundings(nowhere, nowhere, InputStream.nullInputStream(), Map.of(), false);
    return Commands.of(surroundings, new FakeCompilers()).shown().stream()
        .map(Command::syntax)
        .toList();
  }

  @Test
  void the_version_is_that_of_the_build() throws IOException {
    assertThat(run("--version")).isEqualTo("oscc 0.1.0\n[0]\n");
  }
}
