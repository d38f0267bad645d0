package oscc.source;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import oscc.diag.Rejected;
import oscc.store.Blob;
import oscc.store.Digest;

/**
 * Unpacks archives in several threads before their turn comes, the largest first. It tells nothing
 * of what goes wrong: the rest is left then, and who comes to the broken archive in its turn meets
 * the fault again, so that the first in the plan is told however many threads there are.
 */
final class UnpackAhead {
  private final UnitShelf shelf;
  private final int threads;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private boolean begun;

  UnpackAhead(UnitShelf shelf, int threads) {
    this.shelf = shelf;
    this.threads = threads;
  }

  /** Unpacks what the shelf does not have, when it is asked for the first time. */
  void unpack(Supplier<List<UnitSource>> sources) {
    if (begun || threads == 1) {
      return;
    }
    begun = true;
    try (ExecutorService workers =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("unpack-", 1).factory())) {
      distinct(sources.get()).stream()
          .sorted(Comparator.comparingLong(UnpackAhead::size).reversed())
          .forEach(source -> workers.execute(() -> unpack(source)));
    }
  }

  /** Two threads that unpack the same would do it twice. */
  private static List<UnitSource> distinct(List<UnitSource> sources) {
    Map<Digest, UnitSource> byInputs = new HashMap<>();
    sources.forEach(source -> byInputs.putIfAbsent(source.inputs(), source));
    return List.copyOf(byInputs.values());
  }

  private static long size(UnitSource source) {
    return source.archive().map(Blob::size).orElse(0L);
  }

  private void unpack(UnitSource source) {
    if (stopped.get()) {
      return;
    }
    try {
      shelf.unit(source);
    } catch (IOException | Rejected | RuntimeException e) {
      stopped.set(true);
    }
  }
}
