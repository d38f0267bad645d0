package oscc.debian;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import oscc.fstree.Survey;
import oscc.fstree.Unit;

/** Finds scripts that do something which is neither derived nor in the table. */
final class UnknownScripts {
  /** Programs that change a system when they are called by a script. */
  private static final Pattern CHANGE =
      Pattern.compile(
          "(?:^|[;&|(]\\s*|\\b(?:then|else|do|if|!)\\s+)(?:"
              + "adduser|addgroup|useradd|usermod|groupadd|chown|chgrp|chmod|cp|dpkg-divert|"
              + "dpkg-statoverride|install|ln|mkdir|mknod|mv|setcap|tee|touch|ucf|"
              + "update-[a-z-]+|[a-z-]+-update|glib-compile-schemas|fc-cache|a2en[a-z]+|"
              + "initdb|db_get)\\s");

  /** Of those, what is derived, or has no place in an image. */
  private static final Pattern DERIVED =
      Pattern.compile(
          "update-alternatives|pam-auth-update|update-ca-certificates|update-rc\\.d|"
              + "update-initramfs|update-menus");

  private final PackageTable table;

  UnknownScripts(PackageTable table) {
    this.table = table;
  }

  /** A note for each package with such a script. */
  List<ScriptNote> find(List<Unit> units) {
    List<ScriptNote> notes = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      String name = units.get(i).debName().orElse("");
      if (!name.isEmpty() && !table.knows(name)) {
        int unit = i;
        units.get(i).survey().texts().stream()
            .filter(Texts::isPostinst)
            .findFirst()
            .flatMap(UnknownScripts::change)
            .ifPresent(
                command -> notes.add(new ScriptNote(unit, name, command.line(), command.text())));
      }
    }
    return notes;
  }

  /** The first line that changes something, outside of what debhelper writes. */
  private static Optional<ShellCommand> change(Survey.TextFile script) {
    boolean generated = false;
    for (ShellCommand command : ShellCommand.commands(script).toList()) {
      if (command.text().startsWith("# Automatically added by")) {
        generated = true;
      } else if (command.text().startsWith("# End automatically added")) {
        generated = false;
      } else if (!generated && changesSomething(command)) {
        return Optional.of(command);
      }
    }
    return Optional.empty();
  }

  private static boolean changesSomething(ShellCommand command) {
    return !command.isComment()
        && CHANGE.matcher(command.text()).find()
        && !DERIVED.matcher(command.text()).find();
  }
}
