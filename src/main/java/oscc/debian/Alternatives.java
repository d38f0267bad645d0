package oscc.debian;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oscc.fstree.UnixPath;

/**
 * The links of update-alternatives(1) that scripts install with constant words: of the alternatives
 * of one name that are there, that of the highest priority.
 */
final class Alternatives {
  private static final String FOLDER = "/etc/alternatives/";

  private final Additions additions;

  /** A link, the name below {@code /etc/alternatives} that it goes through, and where it ends. */
  private record Way(String link, String name, String path) {}

  private record Alternative(Way master, int priority, List<Way> slaves) {}

  Alternatives(Additions additions) {
    this.additions = additions;
  }

  /** Installs what these commands say. */
  void install(List<ShellCommand> commands) {
    Map<String, Alternative> best = new LinkedHashMap<>();
    for (ShellCommand command : commands) {
      List<String> words = command.wordsAfter("update-alternatives");
      if (isConstantInstall(words) && exists(words.get(3))) {
        Alternative one = alternative(words);
        best.merge(one.master().name(), one, (a, b) -> b.priority() > a.priority() ? b : a);
      }
    }
    best.values().forEach(this::link);
  }

  private static boolean isConstantInstall(List<String> words) {
    return words.size() >= 5
        && words.getFirst().equals("--install")
        && words.stream().noneMatch(word -> word.contains("$") || word.contains("`"))
        && words.get(4).matches("-?[0-9]{1,9}");
  }

  private static Alternative alternative(List<String> words) {
    List<Way> slaves = new ArrayList<>();
    for (int at = 5; at + 3 < words.size(); at++) {
      if (words.get(at).equals("--slave")) {
        slaves.add(new Way(words.get(at + 1), words.get(at + 2), words.get(at + 3)));
      }
    }
    Way master = new Way(words.get(1), words.get(2), words.get(3));
    return new Alternative(master, Integer.parseInt(words.get(4)), slaves);
  }

  private boolean exists(String path) {
    return UnixPath.isNormal(path) && additions.open(new UnixPath(path)).isPresent();
  }

  private void link(Alternative alternative) {
    link(alternative.master());
    alternative.slaves().stream().filter(slave -> exists(slave.path())).forEach(this::link);
  }

  private void link(Way way) {
    String middle = FOLDER + way.name();
    if (!UnixPath.isNormal(way.link()) || !UnixPath.isNormal(middle)) {
      return;
    }
    // A package that brings the file itself has its say.
    if (!additions.exists(new UnixPath(way.link()))) {
      additions.link(new UnixPath(middle), way.path());
      additions.link(new UnixPath(way.link()), middle);
    }
  }
}
