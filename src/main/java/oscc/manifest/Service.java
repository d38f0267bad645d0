package oscc.manifest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import oscc.diag.Located;
import oscc.diag.Span;
import oscc.fstree.UnixPath;

/**
 * A program that the init system starts and watches; {@code docs/services.md} says what every init
 * system makes of it.
 *
 * @param command the program, an absolute path, and its arguments
 * @param oneshot whether it does its work and ends
 * @param after services that must be ready before it is started
 * @param user root when absent
 * @param group that of the user when absent
 * @param environment all of it but PATH
 * @param ready how to tell that it is up; when absent, by its being alive
 */
public record Service(
    String name,
    List<Located<String>> command,
    boolean oneshot,
    List<Located<String>> after,
    Restart restart,
    Optional<Located<String>> user,
    Optional<Located<String>> group,
    UnixPath directory,
    SortedMap<String, String> environment,
    Optional<Ready> ready,
    StopSignal stopSignal,
    Log log,
    Span span) {

  public Service {
    command = List.copyOf(command);
    after = List.copyOf(after);
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }

  /** The words of the command, without their places. */
  public List<String> words() {
    return command.stream().map(Located::value).toList();
  }

  /** The programs that it consists of: that of its command, and that of its {@code ready}. */
  public List<Located<String>> programs() {
    List<Located<String>> programs = new ArrayList<>(List.of(command.getFirst()));
    if (ready.isPresent() && ready.get() instanceof Ready.Command test) {
      programs.add(test.words().getFirst());
    }
    return programs;
  }

  /** When it is started again after it ended, by the words of the manifest. */
  public enum Restart {
    ALWAYS,
    ON_FAILURE,
    NEVER
  }

  /** How to tell that a service is up. */
  public sealed interface Ready {
    /** Something listens on a TCP port. */
    record Port(int number) implements Ready {}

    /** A command ends with 0. */
    record Command(List<Located<String>> words) implements Ready {
      public Command {
        words = List.copyOf(words);
      }
    }
  }

  /** What asks a service to end, by the names of signal(7) without SIG. */
  public enum StopSignal {
    TERM,
    INT,
    QUIT,
    HUP,
    USR1,
    USR2,
    WINCH,
    KILL
  }

  /** Where its output goes, by the words of the manifest. */
  public enum Log {
    CONSOLE,
    FILE,
    NONE
  }
}
