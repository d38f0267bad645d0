package oscc.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import oscc.conform.Conformance;
import oscc.conform.Subject;
import oscc.vm.Exercise;
import oscc.vm.Observation;
import oscc.vm.Session;

/** Looks whether a machine is what its manifest says. */
record ConformanceExercise(Subject subject) implements Exercise {
  static final String GROUP = "checks";

  /** What a machine may take that answers to everything as late as it can. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @Override
  public String group() {
    return GROUP;
  }

  @Override
  public List<Observation> on(Session session) throws IOException, InterruptedException {
    Conformance conformance = Conformance.of(subject);
    String printed = session.agent().run(conformance.script(), LIMIT).output();
    List<Observation> seen = new ArrayList<>();
    for (Conformance.Finding finding : conformance.compare(printed)) {
      seen.add(observation(finding, session.now()));
    }
    return seen;
  }

  static Observation observation(Conformance.Finding finding, Duration at) {
    return new Observation(
        GROUP,
        finding.name(),
        state(finding.state()),
        finding.expected(),
        finding.found(),
        finding.place().toString(),
        finding.place().excerpt(),
        at);
  }

  private static Observation.State state(Conformance.State state) {
    return switch (state) {
      case HELD -> Observation.State.HELD;
      case BROKEN -> Observation.State.BROKEN;
      case UNSEEN -> Observation.State.UNSEEN;
    };
  }
}
