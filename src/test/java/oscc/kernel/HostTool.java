package oscc.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** A program of the host that a test needs, and the Debian package that brings it. */
enum HostTool {
  APT("apt"),
  DPKG("dpkg"),
  KMOD("kmod");

  private final String packageName;

  HostTool(String packageName) {
    this.packageName = packageName;
  }

  /** The outcome of a program. */
  private record Outcome(int status, String output) {}

  /** Runs a program that has to succeed; what it printed. */
  String run(Path folder, List<String> command) throws IOException {
    Outcome outcome = outcome(folder, command);
    if (outcome.status() != 0) {
      throw new AssertionError("%s: %s".formatted(command, outcome.output()));
    }
    return outcome.output();
  }

  /** Runs a program that fails where no mirror answers: the test is then not run, and says so. */
  void needNetwork(Path folder, List<String> command) throws IOException {
    Outcome outcome = outcome(folder, command);
    if (outcome.status() != 0 || outcome.output().contains("Some index files failed to download")) {
      throw new TestAbortedException("the Debian mirror does not answer: " + outcome.output());
    }
  }

  private Outcome outcome(Path folder, List<String> command) throws IOException {
    Process process;
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().put("LC_ALL", "C.UTF-8");
      process = builder.redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new AssertionError(
          "`%s` is missing: apt-get install %s".formatted(command.getFirst(), packageName), e);
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Outcome(process.waitFor(), output);
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }
}
