package oscc.steps;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import oscc.manifest.TestStep;
import oscc.vm.Exercise;
import oscc.vm.Observation;
import oscc.vm.Observation.State;
import oscc.vm.Session;

/**
 * The steps of a manifest, one after the other; the first that fails is the last that is done.
 *
 * @param place what they need beside the machine
 */
public record Steps(List<TestStep> steps, Place place) implements Exercise {
  /** The group of the observations. */
  public static final String GROUP = "steps";

  public Steps {
    steps = List.copyOf(steps);
  }

  @Override
  public String group() {
    return GROUP;
  }

  @Override
  public boolean needsScreen() {
    return steps.stream().anyMatch(s -> s.action() instanceof TestStep.Action.Screenshot);
  }

  @Override
  public List<Observation> on(Session session) throws IOException, InterruptedException {
    List<Observation> seen = new ArrayList<>();
    try (StepRunner runner = new StepRunner(session, place)) {
      for (TestStep step : steps) {
        boolean goesOn = seen.stream().noneMatch(Observation::isBroken);
        Outcome outcome = goesOn ? run(runner, step) : Outcome.LEFT_OUT;
        seen.add(
            new Observation(
                GROUP,
                "%d %s".formatted(seen.size() + 1, Description.of(step.action())),
                outcome.state(),
                Description.expected(step.action()),
                outcome.found(),
                step.span().toString(),
                step.span().excerpt(),
                session.now()));
      }
    }
    return seen;
  }

  private record Outcome(State state, String found) {
    static final Outcome LEFT_OUT = new Outcome(State.UNSEEN, "not done: a step before failed");
  }

  private static Outcome run(StepRunner runner, TestStep step) throws InterruptedException {
    try {
      return new Outcome(State.HELD, runner.run(step));
    } catch (StepFailed e) {
      return new Outcome(State.BROKEN, e.found());
    } catch (IOException e) {
      return new Outcome(State.BROKEN, String.valueOf(e.getMessage()));
    }
  }
}
