package oscc.manifest;

import java.util.List;
import java.util.Locale;
import java.util.regex.PatternSyntaxException;
import oscc.diag.Code;
import oscc.diag.Quoted;
import oscc.diag.Report;

/** Rules of {@code tests}. */
final class TestRules {
  private final Report report;

  TestRules(Report report) {
    this.report = report;
  }

  void check(Fields root, Inputs inputs) {
    List<Fields> steps = root.each("tests");
    Unique files = new Unique(report, "screenshot");
    for (Fields step : steps) {
      step.find("expect").ifPresent(this::checkPattern);
      step.find("output").ifPresent(this::checkPattern);
      // On a file system that takes no notice of case the second would replace the first.
      step.find("screenshot").ifPresent(f -> files.claim(f.text().toLowerCase(Locale.ROOT), f));
      step.find("key").ifPresent(k -> inputs.checkThere(k, Inputs.Kind.FILE, report));
      checkWithin(step);
      checkAnswer(step);
      checkServer(step, root);
    }
    checkEnd(steps);
  }

  private void checkPattern(Site pattern) {
    try {
      TestBinder.pattern(pattern.text());
    } catch (PatternSyntaxException e) {
      String where = e.getIndex() < 0 ? "" : " at character %d".formatted(e.getIndex() + 1);
      pattern
          .error(
              report,
              Code.OS0230,
              "%s is no regular expression: %s"
                  .formatted(pattern.name(), Quoted.of(pattern.text())))
          .label(e.getDescription().toLowerCase(Locale.ROOT) + where)
          .help("a `\\` before a character that means something takes it for itself");
    }
  }

  private void checkWithin(Fields step) {
    if (step.mentionsAny("send", "screenshot", "wait")) {
      step.find("within")
          .ifPresent(within ->
              report
                  .error(
                      Code.OS0112,
                      within.key(),
                      "`within` only makes sense with `expect`, `run`, `ssh`, `reboot` or"
                          + " `poweroff`")
                  .path(within.pointer())
                  .help("remove it"));
    }
  }

  private void checkAnswer(Fields step) {
    for (String key : List.of("status", "output")) {
      if (step.mentions(key) && !step.mentionsAny("run", "ssh")) {
        report
            .error(
                Code.OS0112,
                step.find(key).map(Site::key).orElse(step.site().key()),
                "`%s` only makes sense with `run` or `ssh`".formatted(key))
            .path(step.site().pointer() + "/" + key)
            .help("remove it");
      }
    }
  }

  private void checkServer(Fields step, Fields root) {
    if (!root.mentions("ssh")) {
      step.find("ssh")
          .ifPresent(command ->
              report
                  .error(Code.OS0231, command.key(), "nothing answers ssh in this machine")
                  .path(command.pointer())
                  .label("the manifest has no `ssh`")
                  .help("add `ssh`, or use `run`, which needs no server"));
    }
  }

  private void checkEnd(List<Fields> steps) {
    for (int i = 0; i < steps.size() - 1; i++) {
      Fields next = steps.get(i + 1);
      steps
          .get(i)
          .find("poweroff")
          .ifPresent(off ->
              next.site()
                  .error(report, Code.OS0232, "a step after `poweroff` cannot run")
                  .related("the machine is switched off here", off.key()));
    }
  }
}
