package oscc.vm;

import java.time.Duration;

/**
 * What was looked at in a running machine and how it was.
 *
 * @param group what it belongs to: {@code checks}; in the plural
 * @param name the same in every run, such as the path of a manifest key
 * @param expected for people; empty if there is nothing to compare
 * @param found for people; of what was not seen, why
 * @param place in the manifest: {@code FILE:LINE:COLUMN}; may be empty
 * @param quote the line of the manifest without values, which may be secrets; may be empty
 * @param at when it was seen, counted from the start of the machine
 */
public record Observation(
    String group,
    String name,
    State state,
    String expected,
    String found,
    String place,
    String quote,
    Duration at) {

  /** How it was. */
  public enum State {
    /** As expected. */
    HELD,
    /** Not as expected, or it could not be seen although it should have been. */
    BROKEN,
    /** It cannot be seen in this machine, and that is no failure. */
    UNSEEN
  }

  /** Whether it counts against the machine. */
  public boolean isBroken() {
    return state == State.BROKEN;
  }
}
