package oscc.manifest;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import oscc.diag.Code;
import oscc.diag.Quoted;
import oscc.diag.Report;
import oscc.syntax.YamlNode;

/** Rules of {@code services}. */
final class ServiceRules {
  /** Such a name is a file, a unit and a word of a shell, none of which needs quotes. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,39}");

  /** What the line on the console calls that is no service of the manifest but can fail too. */
  private static final Set<String> RESERVED =
      Set.of("hotplug", "modules", "network", "ready", "rsyslog", "ssh", "syslog");

  /** How the units and the parts of a machine begin that are not of the manifest. */
  private static final String OWN = "oscc-";

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Report report;

  ServiceRules(Report report) {
    this.report = report;
  }

  void check(Fields services) {
    services.keys().forEach(this::checkName);
    List<String> names = services.keys().stream().map(YamlNode.Scalar::text).toList();
    for (Fields service : services.members().values()) {
      Commands.check(service, "command", report);
      Commands.check(service.section("ready"), "command", report);
      service.items("after").forEach(after -> checkAfter(after, names));
      checkOneshot(service);
      service.section("environment").keys().forEach(this::checkVariable);
    }
    ServiceCycles.check(services, report);
  }

  private void checkName(YamlNode.Scalar name) {
    String text = name.text();
    if (RESERVED.contains(text)) {
      report
          .error(Code.OS0235, name.span(), "`%s` is a part of every machine".formatted(text))
          .path("/services/" + text)
          .label("choose another name for the service");
    } else if (text.startsWith(OWN)) {
      report
          .error(Code.OS0235, name.span(), "`%s` could be a unit of oscc's own".formatted(text))
          .path("/services/" + text)
          .label("choose a name that does not begin with `oscc-`");
    } else if (!NAME.matcher(text).matches()) {
      report
          .error(
              Code.OS0235, name.span(), "a service cannot be named %s".formatted(Quoted.of(text)))
          .path("/services")
          .label("expected a letter, then letters, digits, `-` and `_`, at most 40, lower case");
    }
  }

  private void checkAfter(Site after, List<String> names) {
    if (names.contains(after.text())) {
      return;
    }
    var draft =
        after
            .error(report, Code.OS0237, "no service is named %s".formatted(Quoted.of(after.text())))
            .label("one of: " + String.join(", ", names));
    Suggestion.of(after.text(), names)
        .ifPresent(n -> draft.help("did you mean `%s`?".formatted(n)));
  }

  private void checkOneshot(Fields service) {
    if (!service.isTrue("oneshot")) {
      return;
    }
    service
        .find("restart")
        .filter(r -> r.text().equals("always"))
        .ifPresent(r ->
            r.error(report, Code.OS0239, "a one shot that is always restarted never ends")
                .label("one of: on_failure, never")
                .help("leave `oneshot` out if the program is meant to stay"));
    service
        .find("ready")
        .ifPresent(r ->
            report
                .error(Code.OS0239, r.key(), "a one shot is ready when it has ended with 0")
                .path(r.pointer())
                .label("remove `ready`, or `oneshot`"));
  }

  private void checkVariable(YamlNode.Scalar name) {
    if (!VARIABLE.matcher(name.text()).matches()) {
      report
          .error(
              Code.OS0240,
              name.span(),
              "an environment variable cannot be named %s".formatted(Quoted.of(name.text())))
          .label("expected letters, digits and `_`, with no digit in front");
    }
  }
}
