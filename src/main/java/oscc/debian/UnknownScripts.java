package oscc.debian;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.fstree.Survey;
import oscc.source.Sources.PackageUnit;

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
  private final Report report;

  UnknownScripts(PackageTable table, Report report) {
    this.table = table;
    this.report = report;
  }

  /** Notes each package with such a script, once, at the entry that asks for it. */
  void note(List<PackageUnit> units) {
    for (PackageUnit unit : units) {
      String name = unit.unit().debName().orElse("");
      if (!name.isEmpty() && !table.knows(name)) {
        unit.unit().survey().texts().stream()
            .filter(Texts::isPostinst)
            .findFirst()
            .flatMap(UnknownScripts::change)
            .ifPresent(command ->
                report
                    .note(
                        Code.OS0650,
                        unit.spec().span(),
                        "the postinst of package `%s` is not run".formatted(name))
                    .label("line %d says `%s`".formatted(command.line(), shortened(command)))
                    .help("if the machine needs that, say it under `files` or `users`"));
      }
    }
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

  private static String shortened(ShellCommand command) {
    String text = command.text();
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
