package oscc.steps;

import java.time.Duration;
import java.util.regex.Pattern;
import oscc.manifest.TestStep.Wanted;

/** How a command in the machine ended. */
record Answer(int status, String output) {
  private static final int SHOWN = 2000;
  private static final Duration MATCH = Duration.ofSeconds(10);

  /** Holds it against what the manifest wants. */
  void require(Wanted wanted) throws StepFailed {
    boolean good = status == wanted.status();
    if (good && wanted.output().isPresent()) {
      Pattern pattern = wanted.output().get();
      good = PatientText.find(PatientText.matcher(pattern, output, MATCH));
    }
    if (!good) {
      throw new StepFailed(toString());
    }
  }

  /** As the manifest wants it, in words. */
  static String expected(Wanted wanted) {
    return "status %d%s"
        .formatted(
            wanted.status(),
            wanted.output().map(pattern -> ", output like `%s`".formatted(pattern)).orElse(""));
  }

  @Override
  public String toString() {
    String text = output.stripTrailing();
    String shown = text.length() <= SHOWN ? text : "…" + text.substring(text.length() - SHOWN);
    return shown.isEmpty()
        ? "status %d, no output".formatted(status)
        : "status %d, output\n%s".formatted(status, shown);
  }
}
