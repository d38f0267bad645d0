package oscc.steps;

/** A step did not come out as the manifest wants; the message says what came instead. */
final class StepFailed extends Exception {
  private static final long serialVersionUID = 1;

  StepFailed(String found) {
    super(found);
  }

  String found() {
    return String.valueOf(getMessage());
  }
}
