package oscc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import oscc.CompileOptions;
import oscc.SharedWork;
import oscc.commandline.Arguments;
import oscc.commandline.Option;
import oscc.commandline.UsageException;
import oscc.diag.Progress;
import oscc.source.ProxySettings;
import oscc.store.Store;

/**
 * How a command that compiles was told to go about it.
 *
 * @param given has what it says for {@link #OPTIONS}
 */
record CompileArguments(Arguments given) {
  /** Times of squashfs and cpio have 32 bits, as the manifest's {@code epoch} does. */
  private static final long LAST_EPOCH = 0xffff_ffffL;

  private static final Option<Boolean> LOCKED =
      Option.flag("--locked", "Fail instead of changing oscc.lock.");
  private static final Option<Boolean> OFFLINE =
      Option.flag("--offline", "Use what the store has; touch no network.");
  private static final Option<Boolean> FORCE =
      Option.flag("--force", "Build even if nothing changed.");
  private static final Option<Integer> JOBS =
      Option.number(
          "--jobs",
          "N",
          Runtime.getRuntime().availableProcessors(),
          "Threads that compress (default: one per processor).");

  /** The options of commands that compile. */
  static final List<Option<?>> OPTIONS =
      List.of(CommonOptions.STORE, CommonOptions.PROFILE, LOCKED, OFFLINE, FORCE, JOBS);

  /** Update all pins? Only `oscc lock` asks for it. */
  enum Pins {
    KEEP,
    UPDATE
  }

  /** Opens the store and gathers what a compilation needs. */
  Compilers.Job job(Surroundings surroundings, Progress progress, Pins pins)
      throws IOException, UsageException {
    int jobs = given.get(JOBS);
    if (jobs < 1) {
      throw new UsageException("--jobs wants a number from 1 on, not `%d`".formatted(jobs));
    }
    checkProxies(surroundings);
    if (given.get(LOCKED) && pins == Pins.UPDATE) {
      throw new UsageException("--locked and --update exclude each other");
    }
    CompileOptions options =
        new CompileOptions(
            given.get(LOCKED),
            given.get(OFFLINE),
            pins == Pins.UPDATE,
            given.get(FORCE),
            jobs,
            epoch(surroundings),
            surroundings.environment());
    Path folder = given.get(CommonOptions.STORE).orElse(surroundings.folders().cache());
    Store store = Store.open(folder.toAbsolutePath());
    SharedWork shared = SharedWork.with(store, OwnProgram.identity(), progress);
    return new Compilers.Job(shared, options, progress);
  }

  /** Here, so that a slip in the environment is wrong usage, and not found in mid-build. */
  private static void checkProxies(Surroundings surroundings) throws UsageException {
    try {
      ProxySettings.of(surroundings.environment());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** The time stamp that the environment asks for. */
  static OptionalLong epoch(Surroundings surroundings) throws UsageException {
    String text = surroundings.environment().getOrDefault("SOURCE_DATE_EPOCH", "");
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!text.matches("[0-9]{1,10}")) {
      throw new UsageException(
          "SOURCE_DATE_EPOCH is `%s`, not a number of seconds since 1970".formatted(text));
    }
    long epoch = Long.parseLong(text);
    if (epoch > LAST_EPOCH) {
      throw new UsageException(
          "SOURCE_DATE_EPOCH is %d; file systems and archives hold %d at most"
              .formatted(epoch, LAST_EPOCH));
    }
    return OptionalLong.of(epoch);
  }
}
