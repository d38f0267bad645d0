package oscc.conform;

import oscc.conform.Conformance.State;

/**
 * What a check saw.
 *
 * @param found for people; of what does not show, why
 */
record Seen(State state, String found) {

  static Seen held(String found) {
    return new Seen(State.HELD, found);
  }

  static Seen broken(String found) {
    return new Seen(State.BROKEN, found);
  }

  static Seen unseen(String why) {
    return new Seen(State.UNSEEN, why);
  }

  /** Whether it is so, and what it is. */
  static Seen of(boolean holds, String found) {
    return holds ? held(found) : broken(found);
  }
}
