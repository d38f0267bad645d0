package oscc.manifest;

import java.util.Optional;
import oscc.diag.Code;
import oscc.diag.Quoted;
import oscc.diag.Report;
import oscc.fstree.UnixPath;

/** The rule of every command: its program is an absolute path. */
final class Commands {
  private Commands() {}

  /** Checks the command that a key holds, if it is there. */
  static void check(Fields owner, String key, Report report) {
    Optional<Site> program = owner.items(key).stream().findFirst();
    program
        .filter(p -> p.pointer().endsWith("/0") && !isProgram(p.text()))
        .ifPresent(p ->
            p.error(
                    report,
                    Code.OS0236,
                    "%s is no absolute path of a program".formatted(Quoted.of(p.text())))
                .label("expected a path such as /usr/bin/%s".formatted(lastName(p.text())))
                .help("no shell reads a command; for one, write `[/bin/sh, -c, …]`"));
  }

  private static boolean isProgram(String text) {
    return UnixPath.isNormal(text) && !text.equals("/");
  }

  /** The part of a word that may have been meant as a program's name. */
  private static String lastName(String text) {
    String name = text.strip().replaceAll("\\s.*", "").replaceAll(".*/", "");
    return name.matches("[A-Za-z0-9._+-]{1,40}") ? name : "NAME";
  }
}
