package oscc.cli;

import java.util.List;
import oscc.vm.Exercise;
import oscc.vm.Observation;
import oscc.vm.Session;

/** Says that a machine was booted from a bundle alone, which does not say what it should be. */
record NothingToCompare() implements Exercise {

  @Override
  public String group() {
    return ConformanceExercise.GROUP;
  }

  @Override
  public List<Observation> on(Session session) {
    String why = "a bundle alone does not say what the machine should be; give its manifest";
    return List.of(
        new Observation(
            group(), "manifest", Observation.State.UNSEEN, "", why, "", "", session.now()));
  }
}
