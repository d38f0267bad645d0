package oscc.resolve;

import java.time.InstantSource;
import java.util.OptionalLong;

/**
 * How the user wants inputs to be resolved.
 *
 * @param locked the lock must not change
 * @param offline the network is not touched
 * @param update what the lock says of this machine is resolved anew
 * @param sourceDateEpoch the value of {@code SOURCE_DATE_EPOCH}
 * @param clock tells how old remembered things are; no byte of a bundle depends on it
 */
public record ResolveOptions(
    boolean locked,
    boolean offline,
    boolean update,
    OptionalLong sourceDateEpoch,
    InstantSource clock) {

  /** Uses lock and network as needed. */
  public static final ResolveOptions DEFAULT =
      new ResolveOptions(false, false, false, OptionalLong.empty(), InstantSource.system());
}
