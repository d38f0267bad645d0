package oscc.steps;

import java.util.Optional;
import oscc.manifest.TestStep.Action;

/** What a step does and what it wants, in words for a person. */
final class Description {
  private static final int LONGEST = 60;

  private Description() {}

  /** The key of the step and what stands there, on one line. */
  static String of(Action action) {
    return switch (action) {
      case Action.Expect(var pattern) -> "expect " + line(pattern.pattern());
      case Action.Send(String text) -> "send " + line(text);
      case Action.Run run -> "run " + line(run.script());
      case Action.Ssh ssh -> "ssh " + line(ssh.command());
      case Action.Screenshot(String file) -> "screenshot " + file;
      case Action.Wait(var time) -> "wait %d s".formatted(time.toSeconds());
      case Action.Reboot reboot -> "reboot";
      case Action.Poweroff poweroff -> "poweroff";
    };
  }

  /** What must come of it. */
  static String expected(Action action) {
    return switch (action) {
      case Action.Expect(var pattern) -> "`%s` on the console".formatted(pattern);
      case Action.Run run -> Answer.expected(run.wanted());
      case Action.Ssh ssh -> Answer.expected(ssh.wanted());
      case Action.Screenshot screenshot -> "a picture";
      case Action.Send send -> "typed";
      case Action.Wait wait -> "a machine that goes on";
      case Action.Reboot reboot -> "ready again";
      case Action.Poweroff poweroff -> "QEMU ends with status 0";
    };
  }

  private static String line(String text) {
    Optional<String> first = text.lines().filter(l -> !l.isBlank()).findFirst();
    String line = first.orElse("").strip();
    boolean whole = line.equals(text.strip()) && line.length() <= LONGEST;
    return whole ? line : line.substring(0, Math.min(line.length(), LONGEST)) + "…";
  }
}
