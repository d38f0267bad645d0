package oscc.resolve;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oscc.diag.Progress;
import oscc.process.Run;
import oscc.store.AtomicFiles;
import oscc.store.Digest;
import oscc.store.FileLocks;
import oscc.store.Store;

/**
 * The host's apt, asked as an ordinary user about one architecture: with a state folder of its own,
 * no installed packages, and the host's sources and keyrings. Nothing of the host is changed.
 */
final class AptSession implements AutoCloseable {
  /** {@code 'URI' NAME_VERSION_ARCH.deb SIZE [HASH]}, with colons of the version escaped. */
  private static final Pattern URI_LINE =
      Pattern.compile("'([^']+)' ([^_ ]+)_([^_ ]+)_[^_ ]+\\.deb (\\d+).*");

  private final Path state;
  private final Progress progress;
  private final FileLocks.Held lock;

  private AptSession(Path state, Progress progress, FileLocks.Held lock) {
    this.state = state;
    this.progress = progress;
    this.lock = lock;
  }

  /** A deb that apt would fetch. */
  record Candidate(URI uri, String name, String version, long size) {}

  /**
   * Begins to ask, alone among all oscc processes that use this store. Lists that are too old, or
   * made from other sources, are fetched first.
   */
  static AptSession open(
      Store store, AptSettings settings, String arch, Freshness freshness, Progress progress)
      throws IOException {
    FileLocks.Held lock =
        store
            .locks()
            .lock(
                "apt-" + arch,
                () ->
                    progress.on(new Progress.Event.Work("waiting for another build to ask", arch)));
    try {
      Path state = store.stateFolder("apt-" + arch);
      AptSession session = new AptSession(state, progress, lock);
      session.prepare(AptSources.read(settings.folder()).forArch(arch, settings.hostArch()), arch);
      session.refresh(settings, freshness);
      return session;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** When lists are fetched anew. */
  record Freshness(InstantSource clock, boolean always) {}

  private void prepare(List<AptSources.SourceFile> sources, String arch) throws IOException {
    Path parts = state.resolve("sources");
    for (String folder : new String[] {"lists/partial", "cache/archives/partial", "sources"}) {
      Files.createDirectories(state.resolve(folder));
    }
    Set<Path> wanted = new TreeSet<>();
    for (AptSources.SourceFile source : sources) {
      Path file = parts.resolve(source.name());
      AtomicFiles.write(file, source.text().getBytes(StandardCharsets.ISO_8859_1));
      wanted.add(file);
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(parts)) {
      for (Path file : files) {
        if (!wanted.contains(file)) {
          Files.delete(file);
        }
      }
    }
    text("status", "");
    text("preferences", "");
    text("apt.conf", AptConfiguration.text(state, arch));
  }

  private void text(String name, String text) throws IOException {
    AtomicFiles.write(state.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  /** The versions to take where the sources still have them, by package name. */
  void prefer(Map<String, String> versions) throws IOException {
    StringBuilder text = new StringBuilder();
    versions.forEach((name, version) ->
        text.append(
            "Package: %s\nPin: version %s\nPin-Priority: 1001\n\n".formatted(name, version)));
    text("preferences", text.toString());
  }

  private void refresh(AptSettings settings, Freshness freshness) throws IOException {
    Path mark = state.resolve("updated");
    String sources = sourcesDigest().hex();
    boolean fresh =
        Files.exists(mark)
            && Files.readString(mark).equals(sources)
            && Files.getLastModifiedTime(mark)
                .toInstant()
                .plus(settings.maxAge())
                .isAfter(freshness.clock().instant());
    if (fresh && !freshness.always()) {
      return;
    }
    progress.on(new Progress.Event.Work("fetching", "package lists"));
    Files.deleteIfExists(mark);
    Run.Result update = run("apt-get", "update");
    Set<String> complaints = complaints(update);
    complaints.forEach(c -> progress.on(new Progress.Event.Warning("apt: " + c)));
    if (!hasLists()) {
      throw new MirrorUnavailable(
          "apt could not fetch any package list from the sources in %s%s"
              .formatted(settings.folder(), complaints.isEmpty() ? "" : ": " + first(complaints)));
    }
    if (update.status() == 0 && complaints.stream().noneMatch(c -> c.contains("ailed to "))) {
      AtomicFiles.write(mark, sources.getBytes(StandardCharsets.UTF_8));
      Files.setLastModifiedTime(mark, FileTime.from(freshness.clock().instant()));
    }
  }

  private Digest sourcesDigest() throws IOException {
    StringBuilder all = new StringBuilder();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(state.resolve("sources"))) {
      for (Path file : new TreeSet<>(toList(files))) {
        all.append(file).append('\n').append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return Digest.of(all.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static List<Path> toList(Iterable<Path> paths) {
    List<Path> list = new ArrayList<>();
    paths.forEach(list::add);
    return list;
  }

  private boolean hasLists() throws IOException {
    try (DirectoryStream<Path> lists =
        Files.newDirectoryStream(state.resolve("lists"), "*Packages*")) {
      return lists.iterator().hasNext();
    }
  }

  /** The lines in which apt says what is wrong, without the credentials of its sources. */
  static Set<String> complaints(Run.Result result) {
    Set<String> lines = new LinkedHashSet<>();
    (result.out() + "\n" + result.err())
        .lines()
        .filter(l -> l.startsWith("E: ") || l.startsWith("W: "))
        .forEach(l -> lines.add(l.substring(3).replaceAll("://[^/@ ]*@", "://")));
    return lines;
  }

  private static String first(Set<String> lines) {
    return lines.iterator().next();
  }

  /** Those of the names that some source has a package for. */
  Set<String> known(Set<String> names) throws IOException {
    Set<String> known = new TreeSet<>();
    String name = "";
    for (String line : ask("apt-cache", "policy", names).lines().toList()) {
      if (!line.startsWith(" ") && line.endsWith(":")) {
        name = line.substring(0, line.length() - 1);
      } else if (line.startsWith("  Candidate: ") && !line.endsWith(" (none)")) {
        known.add(name);
      }
    }
    return known;
  }

  /** The names of all packages. */
  List<String> names() throws IOException {
    return ask("apt-cache", "pkgnames", List.of()).lines().sorted().toList();
  }

  /** The packages that provide a name. */
  List<String> providers(String name) throws IOException {
    String text = ask("apt-cache", "showpkg", List.of(name));
    int start = text.indexOf("Reverse Provides:");
    return start < 0
        ? List.of()
        : text.substring(start)
            .lines()
            .skip(1)
            .map(l -> l.replaceFirst(" .*", ""))
            .distinct()
            .sorted()
            .toList();
  }

  /** What installing asks for, with all dependencies; or the reasons why that cannot be. */
  Answer install(Iterable<String> names) throws IOException {
    return candidates(run("apt-get", "install", names, "-q", "--print-uris"));
  }

  /** Just these packages; a name may be followed by {@code =VERSION}. */
  Answer download(Iterable<String> names) throws IOException {
    return candidates(run("apt-get", "download", names, "-q", "--print-uris"));
  }

  /** What apt would fetch, or why it cannot. */
  sealed interface Answer {
    record Fetch(List<Candidate> debs) implements Answer {}

    record Refusal(List<String> reasons) implements Answer {}
  }

  private static Answer candidates(Run.Result result) throws IOException {
    if (result.status() != 0) {
      List<String> reasons = new ArrayList<>();
      result.out().lines().filter(l -> l.startsWith(" ")).forEach(l -> reasons.add(l.strip()));
      reasons.addAll(complaints(result));
      return new Answer.Refusal(reasons);
    }
    List<Candidate> debs = new ArrayList<>();
    for (String line : result.out().lines().toList()) {
      Matcher m = URI_LINE.matcher(line);
      if (m.matches()) {
        String version = m.group(3).replace("%3a", ":");
        debs.add(new Candidate(uri(m.group(1)), m.group(2), version, Long.parseLong(m.group(4))));
      }
    }
    return new Answer.Fetch(debs);
  }

  private static URI uri(String text) throws IOException {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IOException("apt-get names the address `%s`: %s".formatted(text, e.getReason()), e);
    }
  }

  /** What the indexes say of packages, each named {@code NAME=VERSION}. */
  List<Stanza> show(Iterable<String> packages) throws IOException {
    return Stanza.parse(ask("apt-cache", "show", packages));
  }

  private String ask(String program, String command, Iterable<String> arguments)
      throws IOException {
    Run.Result result = run(program, command, arguments);
    if (!result.complete()) {
      throw new IOException("`%s %s` says too much".formatted(program, command));
    }
    return result.out();
  }

  private Run.Result run(
      String program, String command, Iterable<String> arguments, String... options)
      throws IOException {
    List<String> argv =
        new ArrayList<>(List.of(program, "-c", state.resolve("apt.conf").toString()));
    argv.addAll(List.of(options));
    argv.add(command);
    argv.add("--");
    arguments.forEach(argv::add);
    return Run.of(argv).in(state).result();
  }

  private Run.Result run(String program, String command) throws IOException {
    return run(program, command, List.of());
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
