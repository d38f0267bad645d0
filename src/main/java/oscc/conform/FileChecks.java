package oscc.conform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import oscc.manifest.FileSpec;
import oscc.store.Digest;
import oscc.template.ShellWord;

/** The entries of {@code files}. */
final class FileChecks {
  static final List<Rule> RULES =
      List.of(
          new Rule(
              List.of("files[].path", "files[].content", "files[].source"),
              "a regular file at that path, by its SHA-256",
              FileChecks::content),
          new Rule("files[].symlink", "a symbolic link, by its target", FileChecks::links),
          new Rule("files[].absent", "nothing at that path", FileChecks::absent),
          new Rule(
              "files[].mode",
              "`stat`",
              attribute("mode", Entry::mode, f -> f.mode().map(m -> octal(m.bits())))),
          new Rule("files[].owner", "`stat`", attribute("owner", Entry::owner, FileSpec::owner)),
          new Rule("files[].group", "`stat`", attribute("group", Entry::group, FileSpec::group)));

  private FileChecks() {}

  private static String octal(int bits) {
    return "%04o".formatted(bits);
  }

  /**
   * What {@link #script} says: mode, owner and group by number and name, type, and what it holds.
   */
  private record Entry(List<String> words, String holds) {
    static Optional<Entry> of(String printed) {
      List<String> lines = printed.lines().toList();
      if (lines.isEmpty() || !lines.getFirst().matches("[0-7]{1,4} \\d+ \\S+ \\d+ \\S+ .*")) {
        return Optional.empty();
      }
      List<String> words = List.of(lines.getFirst().split(" ", 6));
      return Optional.of(new Entry(words, lines.size() > 1 ? lines.get(1) : ""));
    }

    String mode(String unused) {
      return octal(Integer.parseInt(words.getFirst(), 8));
    }

    String owner(String wanted) {
      return Character.isDigit(wanted.charAt(0)) ? words.get(1) : words.get(2);
    }

    String group(String wanted) {
      return Character.isDigit(wanted.charAt(0)) ? words.get(3) : words.get(4);
    }

    String type() {
      return words.get(5);
    }
  }

  private static String script(FileSpec file) {
    return """
    file=%s
    stat -c '%%a %%u %%U %%g %%G %%F' "$file" 2>&1
    if [ -L "$file" ]; then
      readlink "$file"
    elif [ -f "$file" ]; then
      sha256sum <"$file" | cut -d ' ' -f 1
    fi
    """
        .formatted(ShellWord.quote(file.path().value()));
  }

  private static String name(FileSpec file, String key) {
    return "files.%s.%s".formatted(file.path(), key);
  }

  private static Check check(Subject subject, FileSpec file, Question question) {
    return new Check(
        name(file, question.key()),
        subject.places().of("files", file.path().value(), question.key()),
        question.expected(),
        script(file),
        printed -> question.look().apply(Entry.of(printed)));
  }

  /** What is asked of an entry: its key, what is expected, and how that is seen. */
  private record Question(String key, String expected, Function<Optional<Entry>, Seen> look) {}

  private static List<Check> content(Subject subject) throws IOException {
    List<Check> checks = new ArrayList<>();
    for (FileSpec file : subject.machine().files()) {
      switch (file.body()) {
        case FileSpec.Body.Text(String text) -> {
          Digest digest = Digest.of(text.getBytes(StandardCharsets.UTF_8));
          checks.add(check(subject, file, content("content", digest)));
        }
        case FileSpec.Body.Source source -> {
          Digest digest = Digest.of(source.file().path());
          checks.add(check(subject, file, content("source", digest)));
        }
        case FileSpec.Body.Link link -> {}
        case FileSpec.Body.Absent absent -> {}
      }
    }
    return checks;
  }

  private static Question content(String key, Digest digest) {
    String expected = described(digest.hex());
    return new Question(
        key,
        expected,
        entry -> {
          if (entry.isEmpty()) {
            return Seen.broken("nothing there");
          }
          if (!entry.get().type().startsWith("regular")) {
            return Seen.broken("a " + entry.get().type());
          }
          String found = entry.get().holds();
          return Seen.of(found.equals(digest.hex()), described(found));
        });
  }

  /** Enough of a digest to tell two apart. */
  private static String described(String digest) {
    return "a file with SHA-256 %s…".formatted(digest.substring(0, Math.min(12, digest.length())));
  }

  private static List<Check> links(Subject subject) {
    List<Check> checks = new ArrayList<>();
    for (FileSpec file : subject.machine().files()) {
      if (file.body() instanceof FileSpec.Body.Link(String target)) {
        String expected = "a link to " + target;
        checks.add(
            check(
                subject,
                file,
                new Question(
                    "symlink",
                    expected,
                    entry -> {
                      String found = entry.map(FileChecks::described).orElse("nothing there");
                      return Seen.of(found.equals(expected), found);
                    })));
      }
    }
    return checks;
  }

  private static String described(Entry entry) {
    return entry.type().startsWith("symbolic") ? "a link to " + entry.holds() : "a " + entry.type();
  }

  private static List<Check> absent(Subject subject) {
    List<Check> checks = new ArrayList<>();
    for (FileSpec file : subject.machine().files()) {
      if (file.body() instanceof FileSpec.Body.Absent) {
        checks.add(
            check(
                subject,
                file,
                new Question(
                    "absent",
                    "nothing there",
                    entry ->
                        entry
                            .map(e -> Seen.broken(described(e)))
                            .orElse(Seen.held("nothing there")))));
      }
    }
    return checks;
  }

  /** How a file is, given how it should be: owners are compared as the manifest spells them. */
  @FunctionalInterface
  private interface Attribute {
    String of(Entry entry, String wanted);
  }

  private static Rule.Maker attribute(
      String key, Attribute attribute, Function<FileSpec, Optional<String>> wanted) {
    return subject -> {
      List<Check> checks = new ArrayList<>();
      for (FileSpec file : subject.machine().files()) {
        wanted
            .apply(file)
            .ifPresent(expected ->
                checks.add(
                    check(
                        subject,
                        file,
                        new Question(
                            key,
                            expected,
                            entry -> {
                              String found =
                                  entry.map(e -> attribute.of(e, expected)).orElse("nothing there");
                              return Seen.of(found.equals(expected), found);
                            }))));
      }
      return checks;
    };
  }
}
