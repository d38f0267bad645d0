package oscc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import oscc.vm.Exercise;
import oscc.vm.Trial;
import oscc.vm.TrialResult;
import oscc.vm.Trials;

/** Runs trials, some at the same time, and tells their results as they come. */
record TrialPool(Trials running, Path folder, Answer answer) {

  /** A trial, and what is done with the machine once it is ready. */
  record Planned(Trial trial, List<Exercise> exercises) {
    Planned {
      exercises = List.copyOf(exercises);
    }
  }

  /**
   * Returns when all are done, in the order of the trials. One that could not be done is told when
   * the others are.
   */
  List<TrialResult> run(List<Planned> trials, int atOnce) throws IOException, InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
      List<Future<TrialResult>> pending = new ArrayList<>();
      trials.forEach(trial -> pending.add(threads.submit(() -> run(trial))));
      try {
        return results(pending);
      } finally {
        threads.shutdownNow();
      }
    }
  }

  private static List<TrialResult> results(List<Future<TrialResult>> pending)
      throws IOException, InterruptedException {
    List<TrialResult> results = new ArrayList<>();
    List<ExecutionException> failures = new ArrayList<>();
    for (Future<TrialResult> one : pending) {
      try {
        results.add(one.get());
      } catch (ExecutionException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw rethrow(failures.getFirst());
    }
    return results;
  }

  private TrialResult run(Planned planned) throws IOException, InterruptedException {
    TrialResult result = running.run(planned.trial(), folder, planned.exercises());
    synchronized (answer) {
      TestText.lines(result).forEach(answer::say);
    }
    return result;
  }

  /** What ended a trial is told as if it had run here. */
  private static IllegalStateException rethrow(ExecutionException e)
      throws IOException, InterruptedException {
    if (e.getCause() instanceof IOException world) {
      throw world;
    }
    if (e.getCause() instanceof InterruptedException stopped) {
      throw stopped;
    }
    return new IllegalStateException("a boot could not be watched", e);
  }
}
