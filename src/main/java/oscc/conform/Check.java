package oscc.conform;

import oscc.diag.Span;

/**
 * One thing that must hold in the running machine.
 *
 * @param name the path of the manifest key, with names in place of {@code []}
 * @param place in the manifest
 * @param expected for people
 * @param script for busybox's shell; it prints what the machine is. Equal scripts run once
 * @param look compares what was printed
 */
record Check(String name, Span place, String expected, String script, Look look) {

  /** Compares what a script printed with what is expected. */
  @FunctionalInterface
  interface Look {
    Seen at(String printed);
  }
}
