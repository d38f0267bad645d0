package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import oscc.process.Run;

/** A browser without a window that opens a page, which must not ask for anything else. */
record Chromium(Path folder) {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** What the page has become, as HTML. */
  String dom(Path page) throws IOException {
    return run(page, "--dump-dom").out();
  }

  /** A picture of the page. */
  Path screenshot(Path page, String name, String... more) throws IOException {
    Path file = folder.resolve(name);
    List<String> options = new ArrayList<>(List.of(more));
    options.add("--screenshot=" + file);
    options.add("--window-size=1500,1000");
    run(page, options.toArray(String[]::new));
    return file;
  }

  private Run.Result run(Path page, String... options) throws IOException {
    Path profile = Files.createTempDirectory(folder, "profile");
    List<String> argv =
        new ArrayList<>(
            List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--enable-logging=stderr",
                // Neither the page nor the browser itself reaches anything.
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--user-data-dir=" + profile));
    argv.addAll(List.of(options));
    argv.add(page.toUri().toString());
    Run.Result result = Run.of(argv).within(LIMIT).result();
    assertThat(result.status()).as(result.err()).isZero();
    // Errors of scripts, requests that fail and those that the page's own policy forbids.
    assertThat(result.err()).as("what the browser says of the page").doesNotContain("CONSOLE");
    return result;
  }
}
