package oscc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompileArgumentsTest {
  @TempDir private Path folder;

  private final StringWriter err = new StringWriter();

  private int run(Map<String, String> environment, String... args) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    PrintWriter errors = new PrintWriter(err);
    return new Main(nowhere, errors, InputStream.nullInputStream(), environment).run(args);
  }

  @ParameterizedTest
  @CsvSource({
    "http_proxy, ht!tp://::",
    "https_proxy, socks5://proxy:1080",
    "ALL_PROXY, http://",
    "SOURCE_DATE_EPOCH, yesterday",
    "SOURCE_DATE_EPOCH, -1",
    "SOURCE_DATE_EPOCH, 4294967296"
  })
  void a_variable_that_cannot_be_meant_is_wrong_usage(String name, String value) {
    String manifest = folder.resolve("web.yaml").toString();
    String store = folder.resolve("store").toString();
    run(Map.of(), "init", "web", "--dir", folder.toString());

    int status = run(Map.of(name, value), "build", "--offline", "--store", store, manifest);

    assertThat(status).isEqualTo(2);
    assertThat(err.toString()).startsWith("oscc: ").containsIgnoringCase(name);
  }

  @Test
  void init_answers_in_json_and_quotes_what_a_shell_would_split() {
    StringWriter out = new StringWriter();
    Path odd = folder.resolve("two words");
    Main main =
        new Main(
            new PrintWriter(out), new PrintWriter(err), InputStream.nullInputStream(), Map.of());

    main.run("init", "one", "--dir", odd.toString());
    int status = main.run("init", "two", "--dir", odd.toString(), "--format", "json");

    assertThat(status).isZero();
    assertThat(out.toString())
        .contains("`oscc build '%s/one.yaml'`".formatted(odd))
        .contains("\"manifest\": \"%s/two.yaml\"".formatted(odd));
  }
}
