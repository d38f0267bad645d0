package oscc.conform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import oscc.bundle.Artifact;
import oscc.diag.Located;
import oscc.manifest.KernelSpec;
import oscc.manifest.KernelSpec.RootfsModules;
import oscc.template.ShellWord;

/** The kernel that runs, its command line, its modules. */
final class KernelChecks {
  static final List<Rule> RULES =
      List.of(
          new Rule(
              List.of("kernel.deb", "kernel.prebuilt.image", "kernel.prebuilt.image.file"),
              "`uname -r` is the release in the header of `vmlinuz`",
              KernelChecks::release),
          new Rule(
              "kernel.fragments",
              "each symbol in `/proc/config.gz`, if the kernel shows that",
              KernelChecks::fragments),
          new Rule("kernel.cmdline", "each word in `/proc/cmdline`", KernelChecks::cmdline),
          new Rule(
              List.of(
                  "kernel.modules.rootfs",
                  "kernel.prebuilt.modules",
                  "kernel.prebuilt.modules.file"),
              "`modules.dep` of the running kernel: empty, not empty, or with each name",
              KernelChecks::present),
          new Rule("kernel.modules.load", "`/sys/module`, or built in", KernelChecks::loaded));

  private static final Pattern SET = Pattern.compile("(CONFIG_\\w+)=(.*)");
  private static final Pattern UNSET = Pattern.compile("# (CONFIG_\\w+) is not set");

  private static final String MODULES =
      """
      dir=/lib/modules/$(uname -r)
      [ ! -e "$dir/modules.dep" ] || sed 's/:.*//; s/.*\\///; s/\\.ko.*//' "$dir/modules.dep"
      [ ! -e "$dir/modules.builtin" ] || sed 's/.*\\///; s/\\.ko$/ built in/' "$dir/modules.builtin"
      """;

  private KernelChecks() {}

  private static List<Check> release(Subject subject) throws IOException {
    KernelSpec kernel = subject.machine().kernel();
    String key =
        switch (kernel.source()) {
          case KernelSpec.KernelSource.Deb deb -> "deb";
          case KernelSpec.KernelSource.Prebuilt files -> "prebuilt";
        };
    Optional<String> release =
        KernelRelease.of(subject.folder().resolve(Artifact.KERNEL.fileName()));
    return List.of(
        new Check(
            "kernel." + key,
            subject.places().of("kernel", key, "image"),
            release.orElse("a kernel that says its release in its header"),
            "uname -r",
            printed ->
                release.isPresent()
                    ? Seen.of(printed.strip().equals(release.get()), printed.strip())
                    : Seen.unseen("an image of this architecture does not say its release")));
  }

  private static List<Check> fragments(Subject subject) throws IOException {
    List<Check> checks = new ArrayList<>();
    for (Located<Path> fragment : subject.machine().kernel().fragments()) {
      for (String line : Files.readAllLines(fragment.value())) {
        symbol(line.strip())
            .ifPresent(wanted ->
                checks.add(
                    new Check(
                        "kernel.fragments." + wanted.replaceFirst("=.*", ""),
                        fragment.span(),
                        wanted,
                        "if [ -e /proc/config.gz ]; then zcat /proc/config.gz; else echo none; fi",
                        printed -> symbol(printed, wanted))));
      }
    }
    return checks;
  }

  private static Optional<String> symbol(String line) {
    var unset = UNSET.matcher(line);
    if (unset.matches()) {
      return Optional.of(unset.group(1) + "=n");
    }
    var set = SET.matcher(line);
    return set.matches() ? Optional.of(line) : Optional.empty();
  }

  private static Seen symbol(String config, String wanted) {
    if (config.strip().equals("none")) {
      return Seen.unseen(
          "this kernel has no /proc/config.gz; the build compared its configuration");
    }
    String name = wanted.substring(0, wanted.indexOf('='));
    String found =
        config
            .lines()
            .flatMap(line -> symbol(line.strip()).stream())
            .filter(line -> line.startsWith(name + "="))
            .findFirst()
            .orElse(name + "=n");
    return Seen.of(found.equals(wanted), found);
  }

  private static List<Check> cmdline(Subject subject) {
    List<Check> checks = new ArrayList<>();
    for (Located<String> word : subject.machine().kernel().cmdline()) {
      checks.add(
          new Check(
              "kernel.cmdline." + word.value(),
              word.span(),
              word.value(),
              Facts.CMDLINE,
              printed ->
                  Seen.of(
                      (" " + printed.strip() + " ").contains(" " + word.value() + " "),
                      printed.strip())));
    }
    return checks;
  }

  private static List<Check> present(Subject subject) {
    var place = subject.places().of("kernel", "modules", "rootfs");
    String name = "kernel.modules.rootfs";
    return switch (subject.machine().kernel().modules().rootfs()) {
      case RootfsModules.None none ->
          List.of(new Check(name, place, "no modules", MODULES, p -> count(p, false)));
      case RootfsModules.All all ->
          List.of(new Check(name, place, "all modules", MODULES, p -> count(p, true)));
      case RootfsModules.Some some ->
          some.patterns().stream()
              .map(pattern ->
                  new Check(
                      name + "." + pattern.value(),
                      pattern.span(),
                      "a module `%s`".formatted(pattern.value()),
                      MODULES,
                      printed -> matching(printed, pattern.value())))
              .toList();
    };
  }

  private static Seen count(String printed, boolean some) {
    long count = printed.lines().filter(line -> !line.endsWith(" built in")).count();
    return Seen.of((count > 0) == some, "%d modules".formatted(count));
  }

  /** Kernels take `-` and `_` in the names of modules for the same. */
  private static Seen matching(String printed, String pattern) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      regex.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            case '-', '_' -> "[-_]";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    Pattern name = Pattern.compile(regex + "( built in)?");
    Optional<String> found = printed.lines().filter(l -> name.matcher(l).matches()).findFirst();
    return found.map(Seen::held).orElse(Seen.broken("no such module"));
  }

  private static List<Check> loaded(Subject subject) {
    List<Check> checks = new ArrayList<>();
    for (Located<String> module : subject.machine().kernel().modules().load()) {
      String word = ShellWord.quote(module.value().replace('-', '_'));
      String script =
          """
          if [ -e /sys/module/%1$s ]; then
            echo loaded
          elif tr - _ <"/lib/modules/$(uname -r)/modules.builtin" | grep -qF /%1$s.ko; then
            echo built in
          else
            echo not loaded
          fi
          """
              .formatted(word);
      checks.add(
          new Check(
              "kernel.modules.load." + module.value(),
              module.span(),
              "loaded",
              script,
              printed -> Seen.of(!printed.strip().equals("not loaded"), Facts.firstLine(printed))));
    }
    return checks;
  }
}
