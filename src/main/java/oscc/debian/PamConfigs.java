package oscc.debian;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import oscc.fstree.Survey;
import oscc.fstree.UnixPath;

/**
 * The files {@code /etc/pam.d/common-*} as pam-auth-update(8) makes them: templates of {@code
 * /usr/share/pam}, filled with the modules of the profiles that are on by default.
 */
final class PamConfigs {
  private static final String PRIMARY = "Primary";
  private static final String ADDITIONAL = "Additional";

  private final Additions additions;
  private final Texts texts;

  /** A file, the kind of modules it has, and the prefix of its template's variables. */
  private record Stack(String file, String kind, String variable) {
    boolean takes(PamProfile profile) {
      return !(file.equals("session-noninteractive") && profile.isInteractiveOnly());
    }
  }

  private static final List<Stack> STACKS =
      List.of(
          new Stack("auth", "Auth", "auth"),
          new Stack("account", "Account", "account"),
          new Stack("password", "Password", "password"),
          new Stack("session", "Session", "session"),
          new Stack("session-noninteractive", "Session", "session_nonint"));

  PamConfigs(Additions additions, Texts texts) {
    this.additions = additions;
    this.texts = texts;
  }

  /** Writes the files whose templates are there. */
  void write() {
    List<PamProfile> profiles = enabled();
    for (Stack stack : STACKS) {
      texts
          .find("/usr/share/pam/common-" + stack.file())
          .filter(_ -> !additions.exists(new UnixPath("/etc/pam.d/common-" + stack.file())))
          .ifPresent(template ->
              additions.text("/etc/pam.d/common-" + stack.file(), fill(template, stack, profiles)));
    }
  }

  /** Those of higher priority come first and win conflicts. */
  private List<PamProfile> enabled() {
    List<PamProfile> enabled = new ArrayList<>();
    texts.matching("/usr/share/pam-configs/[^/]+").stream()
        .map(PamConfigs::profile)
        .filter(PamProfile::isDefault)
        .sorted(
            Comparator.comparingInt(PamProfile::priority)
                .thenComparing(PamProfile::file)
                .reversed())
        .filter(p -> enabled.stream().noneMatch(e -> e.conflictsWith(p) || p.conflictsWith(e)))
        .forEach(enabled::add);
    return enabled;
  }

  private static PamProfile profile(Survey.TextFile file) {
    return PamProfile.parse(file.path().name(), file.text());
  }

  private static String fill(String template, Stack stack, List<PamProfile> profiles) {
    String type = stack.kind().toLowerCase(Locale.ROOT);
    List<String> primary = block(PRIMARY, stack, profiles);
    // A stack that starts with nothing must not fall through to pam_deny.
    String first =
        primary.isEmpty() ? type + "\t[default=1]\t\t\tpam_permit.so\n" : lines(type, primary);
    return template
        .replace("$" + stack.variable() + "_primary\n", first)
        .replace(
            "$" + stack.variable() + "_additional\n",
            lines(type, block(ADDITIONAL, stack, profiles)));
  }

  private static List<String> block(String block, Stack stack, List<PamProfile> profiles) {
    List<String> modules = new ArrayList<>();
    for (PamProfile profile : profiles) {
      if (profile.isIn(block, stack.kind()) && stack.takes(profile)) {
        modules.addAll(profile.modules(stack.kind(), modules.isEmpty()));
      }
    }
    return modules;
  }

  /** "end" jumps over the rest of the block and over the fallback behind it. */
  private static String lines(String type, List<String> modules) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < modules.size(); i++) {
      String jump = "=" + (modules.size() - i);
      String module = modules.get(i).replace("=end", jump);
      // The tool puts the options behind a blank, even when there are none.
      String end = module.endsWith(".so") ? " \n" : "\n";
      text.append(type).append('\t').append(module).append(end);
    }
    return text.toString();
  }
}
