package oscc.resolve;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host's apt sources as text, in both of the forms of sources.list(5). They are changed as
 * little as possible: only limits to other architectures go.
 */
public final class AptSources {
  /** {@code deb [options] rest}; sources.list(5), "one-line-style format". */
  private static final Pattern ONE_LINE = Pattern.compile("\\s*deb\\s+(?:\\[([^]]*)]\\s*)?(\\S.*)");

  /** A field of a deb822 stanza with its continuation lines. */
  private static final Pattern FIELD =
      Pattern.compile("(?m)^([A-Za-z-]+):[ \\t]*(.*(?:\\R[ \\t]+\\S.*|\\R#.*)*)(?:\\R|\\z)");

  private static final Pattern STANZA_END = Pattern.compile("(?<=\\n)[ \\t]*\\n");

  private final List<SourceFile> files;

  private AptSources(List<SourceFile> files) {
    this.files = List.copyOf(files);
  }

  /** One file of sources; the ending of its name says the form. */
  record SourceFile(String name, String text) {
    boolean isOneLine() {
      return name.endsWith(".list");
    }
  }

  /** Reads the sources of an apt configuration folder such as {@code /etc/apt}. */
  public static AptSources read(Path folder) throws IOException {
    List<SourceFile> files = new ArrayList<>();
    for (Path file : sourceFiles(folder)) {
      // A file that this user may not read is one that apt, run by this user, may not read either.
      if (Files.isRegularFile(file) && Files.isReadable(file)) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        files.add(new SourceFile(file.getFileName().toString(), text));
      }
    }
    return new AptSources(files);
  }

  private static List<Path> sourceFiles(Path folder) throws IOException {
    TreeSet<Path> found = new TreeSet<>();
    Path parts = folder.resolve("sources.list.d");
    if (Files.isDirectory(parts)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(parts, "*.{list,sources}")) {
        entries.forEach(found::add);
      }
    }
    List<Path> files = new ArrayList<>(List.of(folder.resolve("sources.list")));
    files.addAll(found);
    return files;
  }

  /**
   * The sources for machines of another architecture than the host's: a source that is limited to
   * the host's own is asked for the other one too, for the archive most likely has it.
   */
  List<SourceFile> forArch(String wanted, String host) {
    return files.stream()
        .map(file -> new SourceFile(file.name(), rewrite(file, wanted, host)))
        .toList();
  }

  private static String rewrite(SourceFile file, String wanted, String host) {
    StringBuilder out = new StringBuilder();
    if (file.isOneLine()) {
      file.text().lines().forEach(l -> out.append(rewriteLine(l, wanted, host)).append('\n'));
    } else {
      for (String stanza : STANZA_END.split(file.text() + "\n", -1)) {
        out.append(rewriteStanza(stanza, wanted, host)).append('\n');
      }
    }
    return out.toString();
  }

  private static String rewriteLine(String line, String wanted, String host) {
    Matcher source = ONE_LINE.matcher(line);
    if (!source.matches() || source.group(1) == null) {
      return line;
    }
    List<String> options = new ArrayList<>();
    for (String option : source.group(1).strip().split("\\s+", -1)) {
      boolean limit = option.startsWith("arch=");
      if (!limit || !isFor(option.substring("arch=".length()), wanted, host)) {
        options.add(option);
      }
    }
    String kept = options.isEmpty() ? "" : "[" + String.join(" ", options) + "] ";
    return "deb " + kept + source.group(2);
  }

  private static String rewriteStanza(String stanza, String wanted, String host) {
    return FIELD
        .matcher(stanza)
        .replaceAll(field -> {
          boolean limit = field.group(1).equalsIgnoreCase("Architectures");
          boolean drop = limit && isFor(field.group(2), wanted, host);
          return drop ? "" : Matcher.quoteReplacement(field.group());
        });
  }

  private static boolean isFor(String architectures, String wanted, String host) {
    List<String> listed = Arrays.asList(architectures.split("[\\s,]+", -1));
    return listed.contains(wanted) || listed.contains(host);
  }

  /** The base addresses of all archives, each with a slash at its end; with their credentials. */
  public List<URI> bases() {
    List<String> found = new ArrayList<>();
    for (SourceFile file : files) {
      if (file.isOneLine()) {
        file.text().lines().forEach(line -> found.addAll(lineBases(line)));
      } else {
        for (String stanza : STANZA_END.split(file.text() + "\n", -1)) {
          found.addAll(stanzaBases(stanza));
        }
      }
    }
    return found.stream().distinct().flatMap(base -> uri(base).stream()).toList();
  }

  private static List<String> lineBases(String line) {
    Matcher source = ONE_LINE.matcher(line);
    return source.matches() ? List.of(source.group(2).split("\\s+", -1)[0]) : List.of();
  }

  private static List<String> stanzaBases(String stanza) {
    List<String> bases = new ArrayList<>();
    boolean on = true;
    Matcher field = FIELD.matcher(stanza);
    while (field.find()) {
      String value = field.group(2).strip();
      switch (field.group(1).toLowerCase(Locale.ROOT)) {
        case "uris" -> bases.addAll(Arrays.asList(value.split("\\s+", -1)));
        case "enabled" -> on = !value.equalsIgnoreCase("no") && !value.equalsIgnoreCase("false");
        default -> {}
      }
    }
    return on ? bases : List.of();
  }

  private static List<URI> uri(String base) {
    try {
      return List.of(URI.create(base.endsWith("/") ? base : base + "/"));
    } catch (IllegalArgumentException e) {
      // Not an address at all: apt will say so when it is asked.
      return List.of();
    }
  }
}
