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
    Optional<String> text = texts.find("/usr/lib/systemd/%s/%s".formatted(kind, file));
    if (text.isEmpty() || !done.add(kind + name)) {
      return;
    }
    InstallSection install = InstallSection.parse(text.get());
    String target =
        "%s/systemd/%s/%s".formatted(kind.equals(SYSTEM) ? "/lib" : "/usr/lib", kind, file);
    String instance =
        install.defaultInstance().map(i -> name.replace("@.", "@%s.".formatted(i))).orElse(name);
    UnixPath folder = new UnixPath("/etc/systemd/" + kind);
    for (String by : install.wantedBy()) {
      additions.link(folder.child(by + ".wants").child(instance), target);
    }
    for (String by : install.requiredBy()) {
      additions.link(folder.child(by + ".requires").child(instance), target);
    }
    install.aliases().forEach(alias -> additions.link(folder.child(alias), target));
    install.also().forEach(other -> enable(other, kind));
  }
}
