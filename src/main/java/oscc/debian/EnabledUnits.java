package oscc.debian;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import oscc.fstree.UnixPath;

/**
 * The links in {@code /etc/systemd} of the units that packages enable when they are installed:
 * their scripts name the units, and the units' {@code [Install]} sections say which links.
 */
final class EnabledUnits {
  private static final String SYSTEM = "system";

  private final Additions additions;
  private final Texts texts;
  private final Set<String> done = new HashSet<>();

  EnabledUnits(Additions additions, Texts texts) {
    this.additions = additions;
    this.texts = texts;
  }

  /** Enables the units that these commands name. */
  void enable(List<ShellCommand> commands) {
    Set<String> onlyIfInstalled = new HashSet<>();
    for (ShellCommand command : commands) {
      List<String> words = command.wordsAfter("deb-systemd-helper");
      if (words.contains("debian-installed")) {
        onlyIfInstalled.add(words.getLast());
      }
    }
    for (ShellCommand command : commands) {
      List<String> words = command.wordsAfter("deb-systemd-helper");
      int at = words.indexOf("enable");
      if (at >= 0) {
        String kind = words.subList(0, at).contains("--user") ? "user" : SYSTEM;
        words.stream()
            .skip(at + 1L)
            .filter(name -> name.matches("[\\w@:.\\\\-]+\\.[a-z]+"))
            // Those are enabled again after an upgrade, if they were enabled by hand.
            .filter(name -> !onlyIfInstalled.contains(name))
            .forEach(name -> enable(name, kind));
      }
    }
  }

  private void enable(String name, String kind) {
    String file = name.replaceFirst("@[^.]+\\.", "@.");
    String path = "/usr/lib/systemd/%s/%s".formatted(kind, file);
    Optional<String> text = UnixPath.isNormal(path) ? texts.find(path) : Optional.empty();
    if (text.isEmpty() || !done.add(kind + name)) {
      return;
    }
    InstallSection install = InstallSection.parse(text.get());
    String target =
        "%s/systemd/%s/%s".formatted(kind.equals(SYSTEM) ? "/lib" : "/usr/lib", kind, file);
    String instance =
        install.defaultInstance().map(i -> name.replace("@.", "@%s.".formatted(i))).orElse(name);
    String folder = "/etc/systemd/%s/".formatted(kind);
    for (String by : install.wantedBy()) {
      link("%s%s.wants/%s".formatted(folder, by, instance), target);
    }
    for (String by : install.requiredBy()) {
      link("%s%s.requires/%s".formatted(folder, by, instance), target);
    }
    install.aliases().forEach(alias -> link(folder + alias, target));
    install.also().forEach(other -> enable(other, kind));
  }

  /** A word of a package may be none that makes a path; then the link is left out. */
  private void link(String path, String target) {
    if (UnixPath.isNormal(path)) {
      additions.link(new UnixPath(path), target);
    }
  }
}
