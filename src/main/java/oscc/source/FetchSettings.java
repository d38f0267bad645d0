package oscc.source;

import java.time.Duration;

/**
 * How the network is used.
 *
 * @param offline only what the store has is used
 * @param patience how long a server may be silent, when a connection is made and later
 * @param attempts how often a broken transfer is taken up again, the first time included
 * @param pause before the second attempt; it doubles before each further one
 * @param parallel transfers at a time
 */
public record FetchSettings(
    boolean offline,
    ProxySettings proxies,
    Duration patience,
    int attempts,
    Duration pause,
    int parallel) {

  /** The usual ones: half a minute of patience, four attempts, four transfers at a time. */
  public static FetchSettings of(ProxySettings proxies) {
    return new FetchSettings(false, proxies, Duration.ofSeconds(30), 4, Duration.ofMillis(500), 4);
  }

  /** The same without a network. */
  public FetchSettings withoutNetwork() {
    return new FetchSettings(true, proxies, patience, attempts, pause, parallel);
  }
}
