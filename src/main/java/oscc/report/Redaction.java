package oscc.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oscc.manifest.FileSpec;
import oscc.manifest.Machine;
import oscc.manifest.User;

/**
 * Takes secrets out of texts that are sent to others: what is known to be one, and what looks like
 * one. It rather takes too much.
 *
 * @param known texts that are secret wherever they stand
 */
record Redaction(List<String> known) {
  private static final String GONE = "<removed>";

  // Shorter ones stand everywhere by chance.
  private static final int SHORTEST = 6;

  // Permission bits with which others than the owner may read.
  private static final int READ_BY_OTHERS = 044;

  private static final String SECRET_NAME =
      "[\\w.-]*(?i:token|secret|passw|passphrase|psk|credential|api_?key|private_?key)[\\w.-]*";

  private static final Pattern SECRET_VARIABLE =
      Pattern.compile("(?i).*(?:token|secret|passw|passphrase|credential|key|auth).*");

  /** A key of YAML or JSON on a line of its own, and its value. */
  private static final Pattern ENTRY =
      Pattern.compile("( *(?:- +)*)([\"']?%s[\"']?\\s*:)(.*)".formatted(SECRET_NAME));

  private static final Pattern QUOTED = Pattern.compile("(\\s*)\"(?:[^\"\\\\]|\\\\.)*\"(.*)");

  private record Rule(Pattern pattern, String replacement) {}

  private static final List<Rule> RULES =
      List.of(
          rule(
              "(?s)-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----.*?(?:-----END [A-Z0-9 ]*-----|\\z)", GONE),
          // crypt(5): $id$salt$hash, and $id$options$salt$hash.
          rule("\\$(?:\\d\\w?|y|gy|md5|sha1)\\$[^\\s\"',:}\\]]+", GONE),
          rule("://[^/\\s\"']*@", "://" + GONE + "@"),
          rule(
              "([?&](?i:[\\w-]*(?:token|sig|signature|secret|passw|key|auth|credential)[\\w-]*)=)"
                  + "[^&\\s\"']+",
              "$1" + GONE),
          rule("((?i:authorization|proxy-authorization)[\"']?\\s*[:=]\\s*)[^\\n]+", "$1" + GONE),
          rule(
              "(%s[\"']?[ \\t]*[:=][ \\t]*)(?!<removed>)(?:\"[^\"\\n]*\"|'[^'\\n]*'|[^\\s,}\\]]+)"
                  .formatted(SECRET_NAME),
              "$1" + GONE),
          rule(
              "\\b(?:gh[opsu]_\\w{20,}|github_pat_\\w{20,}|glpat-[\\w-]{16,}|xox[abprs]-[\\w-]{10,}"
                  + "|AKIA[0-9A-Z]{16}|eyJ[\\w-]{8,}\\.eyJ[\\w-]{8,}\\.[\\w-]*)",
              GONE));

  Redaction {
    known = List.copyOf(known);
  }

  private static Rule rule(String pattern, String replacement) {
    return new Rule(Pattern.compile(pattern), replacement);
  }

  /** What an environment and a machine are known to hold. */
  static Redaction of(Map<String, String> environment, Optional<Machine> machine) {
    List<String> known = new ArrayList<>();
    environment.forEach((name, value) -> {
      if (SECRET_VARIABLE.matcher(name).matches() && !value.startsWith("/")) {
        known.add(value);
      }
    });
    machine.ifPresent(m -> {
      m.users().stream().map(User::passwordHash).flatMap(Optional::stream).forEach(known::add);
      m.files().stream().filter(Redaction::isPrivate).forEach(f -> known.addAll(lines(f)));
    });
    return new Redaction(known.stream().filter(text -> text.length() >= SHORTEST).toList());
  }

  private static boolean isPrivate(FileSpec file) {
    return file.mode().filter(mode -> (mode.bits() & READ_BY_OTHERS) == 0).isPresent();
  }

  private static List<String> lines(FileSpec file) {
    return file.body() instanceof FileSpec.Body.Text(String text)
        ? text.lines().map(String::strip).toList()
        : List.of();
  }

  /** The text without secrets. */
  String apply(String text) {
    String clean = text;
    for (String secret : known) {
      clean = clean.replace(secret, GONE);
    }
    for (Rule rule : RULES.subList(0, 2)) {
      clean = rule.pattern().matcher(clean).replaceAll(rule.replacement());
    }
    clean = withoutEntries(clean);
    for (Rule rule : RULES.subList(2, RULES.size())) {
      clean = rule.pattern().matcher(clean).replaceAll(rule.replacement());
    }
    return clean;
  }

  /** Takes out the values of keys that name secrets, with the lines that belong to them. */
  private static String withoutEntries(String text) {
    StringBuilder out = new StringBuilder();
    int within = Integer.MAX_VALUE;
    for (String line : text.split("(?<=\n)", -1)) {
      String bare = line.stripTrailing();
      int indent = bare.length() - bare.stripLeading().length();
      if (within < Integer.MAX_VALUE && (bare.isEmpty() || indent > within)) {
        continue;
      }
      within = Integer.MAX_VALUE;
      Matcher entry = ENTRY.matcher(bare);
      if (entry.matches()) {
        within = entry.group(1).length();
        Matcher quoted = QUOTED.matcher(entry.group(3));
        String value = quoted.matches() ? " \"" + GONE + "\"" + quoted.group(2) : " " + GONE;
        out.append(entry.group(1)).append(entry.group(2)).append(value);
        out.append(line, bare.length(), line.length());
      } else {
        out.append(line);
      }
    }
    return out.toString();
  }
}
