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

  /** Returns when all are done, in the order of the trials. */
  List<TrialResult> run(List<Planned> trials, int atOnce) throws IOException, InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
      List<Future<TrialResult>> pending = new ArrayList<>();
      trials.forEach(trial -> pending.add(threads.submit(() -> run(trial))));
      try {
        List<TrialResult> results = new ArrayList<>();
        for (Future<TrialResult> one : pending) {
          results.add(one.get());
        }
        return results;
      } catch (ExecutionException e) {
        throw rethrow(e);
      } finally {
        threads.shutdownNow();
      }
    }
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
