package oscc.debian;

import oscc.diag.Code;
import oscc.diag.Report;
import oscc.source.Sources.PackageUnit;

/**
 * A maintainer script that changes something, and nothing knows what.
 *
 * @param unit the place of its package in the list of units
 */
record ScriptNote(int unit, String name, ShellCommand command) {

  void tell(PackageUnit entry, Report report) {
    report
        .note(
            Code.OS0650,
            entry.spec().span(),
            "the postinst of package `%s` is not run".formatted(name))
        .label("line %d says `%s`".formatted(command.line(), shortened()))
        .help("if the machine needs that, say it under `files` or `users`");
  }

  private String shortened() {
    String text = command.text();
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
