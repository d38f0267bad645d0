package oscc.manifest;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import oscc.manifest.TestStep.Action;

/** Makes the records of {@code tests}. */
final class TestBinder {
  private final Inputs inputs;

  TestBinder(Inputs inputs) {
    this.inputs = inputs;
  }

  List<TestStep> steps(List<Fields> entries) {
    return entries.stream().map(this::step).toList();
  }

  private TestStep step(Fields step) {
    OptionalLong within = step.number("within");
    return new TestStep(
        action(step),
        within.isPresent() ? Optional.of(Duration.ofSeconds(within.getAsLong())) : Optional.empty(),
        step.site().span());
  }

  private Action action(Fields step) {
    Optional<Action> action =
        step.text("expect")
            .<Action>map(pattern -> new Action.Expect(pattern(pattern)))
            .or(() -> step.text("send").map(Action.Send::new))
            .or(() -> step.text("run").map(script -> new Action.Run(script, wanted(step))))
            .or(() -> step.text("ssh").map(command -> ssh(command, step)))
            .or(() -> step.text("screenshot").map(Action.Screenshot::new))
            .or(() -> step.text("reboot").map(yes -> new Action.Reboot()))
            .or(() -> step.text("poweroff").map(yes -> new Action.Poweroff()));
    return action.orElseGet(
        () -> new Action.Wait(Duration.ofSeconds(step.number("wait").orElseThrow())));
  }

  private Action ssh(String command, Fields step) {
    return new Action.Ssh(
        command, wanted(step), step.text("user", "root"), step.find("key").map(inputs::localFile));
  }

  private static TestStep.Wanted wanted(Fields step) {
    return new TestStep.Wanted(
        step.number("status", 0), step.text("output").map(TestBinder::pattern));
  }

  /** As all regular expressions of the manifest are read: lines have their own ends. */
  static Pattern pattern(String text) {
    return Pattern.compile(text, Pattern.MULTILINE);
  }
}
