package oscc;

import java.util.Map;
import java.util.OptionalLong;

/**
 * How a compilation goes about its work; none of it but the epoch reaches the bytes.
 *
 * @param locked refuse to change the lock
 * @param offline use the store alone
 * @param update pin the newest versions, whatever the lock says
 * @param force build although nothing changed
 * @param jobs how many threads unpack and compress
 * @param sourceDateEpoch {@code SOURCE_DATE_EPOCH}, in seconds
 * @param environment of the process, for proxies and apt
 */
public record CompileOptions(
    boolean locked,
    boolean offline,
    boolean update,
    boolean force,
    int jobs,
    OptionalLong sourceDateEpoch,
    Map<String, String> environment) {

  public CompileOptions {
    environment = Map.copyOf(environment);
    if (jobs < 1) {
      throw new IllegalArgumentException("%d jobs".formatted(jobs));
    }
  }

  /** The same, but with what is there already and without a change to it. */
  public CompileOptions asItIs() {
    return new CompileOptions(true, true, false, false, jobs, sourceDateEpoch, environment);
  }
}
