package oscc.diag;

/** Hears what a build is doing. Calls may come from several threads. */
@FunctionalInterface
public interface Progress {

  /** Hears nothing. */
  Progress NONE = event -> {};

  /** Takes one event. */
  void on(Event event);

  /** What can be told while a build runs. */
  sealed interface Event {
    /** A stage of the line begins; {@code name} is its package. */
    record Stage(String name) implements Event {}

    /** A download moved on; {@code total} is -1 while it is not known. Sizes in bytes. */
    record Download(String name, long done, long total) implements Event {}

    /** A piece of work inside a stage begins, such as unpacking or compressing one package. */
    record Work(String verb, String name) implements Event {}

    /** So many more of what {@code what} names, such as bytes compressed; they add up. */
    record Count(String what, long amount) implements Event {}

    /** Something that is worth a line although nothing is wrong with the input. */
    record Warning(String message) implements Event {}
  }
}
