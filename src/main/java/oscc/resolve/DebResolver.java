package oscc.resolve;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import oscc.diag.Code;
import oscc.diag.Located;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.resolve.AptSession.Answer;
import oscc.resolve.AptSession.Candidate;
import oscc.store.Digest;

/** Answers requests for Debian packages with what apt says. */
final class DebResolver {
  /**
   * It stands for a merged {@code /usr}, which oscc's roots have; else apt brings usrmerge and
   * perl.
   */
  private static final String MERGED_USR = "usr-is-merged";

  private static final Pattern KERNEL = Pattern.compile("linux-image-.*");

  /** debian-policy 5.6.7. */
  private static final Pattern PACKAGE_NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]+");

  private static final int META_PACKAGES = 4;

  private final AptSession apt;
  private final Report report;

  DebResolver(AptSession apt, Report report) {
    this.apt = apt;
    this.report = report;
  }

  /** A request and the places in the manifest that it comes from. */
  record Asked(
      DebRequest request, List<Located<String>> names, List<Located<String>> without, Span span) {}

  /** The packages of a request in the order of their names, unless the report says why not. */
  Optional<List<LockedDeb>> resolve(Asked asked) throws IOException {
    if (!checkNames(asked.names())) {
      return Optional.empty();
    }
    return switch (asked.request().follow()) {
      case KERNEL -> kernel(asked);
      case ALONE -> alone(asked);
      case CLOSURE -> closure(asked);
    };
  }

  private boolean checkNames(List<Located<String>> names) throws IOException {
    Set<String> wellFormed = new TreeSet<>();
    boolean good = true;
    for (Located<String> name : names) {
      if (PACKAGE_NAME.matcher(name.value()).matches()) {
        wellFormed.add(name.value());
      } else {
        report
            .error(Code.OS0312, name.span(), "`%s` is not a package name".formatted(name.value()))
            .label("lower-case letters, digits, `+`, `-` and `.`")
            .help("versions are kept in oscc.lock; `oscc lock --update` takes the newest");
        good = false;
      }
    }
    Set<String> known = wellFormed.isEmpty() ? Set.of() : apt.known(wellFormed);
    for (Located<String> name : names) {
      if (wellFormed.contains(name.value()) && !known.contains(name.value())) {
        reportUnknown(name);
        good = false;
      }
    }
    return good;
  }

  private void reportUnknown(Located<String> name) throws IOException {
    List<String> providers = apt.providers(name.value());
    if (!providers.isEmpty()) {
      report
          .error(
              Code.OS0311,
              name.span(),
              "`%s` is provided by other packages, not a package".formatted(name.value()))
          .label(
              "one of: " + String.join(", ", providers.subList(0, Math.min(8, providers.size()))));
      return;
    }
    var draft =
        report
            .error(Code.OS0301, name.span(), "no Debian package `%s`".formatted(name.value()))
            .label("not in the host's apt sources");
    Similar.nearest(name.value(), apt.names())
        .ifPresent(near -> draft.help("did you mean `%s`?".formatted(near)));
  }

  private Optional<List<LockedDeb>> kernel(Asked asked) throws IOException {
    String name = asked.request().names().first();
    for (int i = 0; i < META_PACKAGES; i++) {
      Optional<List<Described>> found = packages(apt.download(List.of(name)), asked);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Described kernel = found.get().getFirst();
      Optional<String> next = realKernel(kernel.stanza());
      if (next.isEmpty()) {
        return Optional.of(List.of(kernel.deb()));
      }
      name = next.get();
    }
    report.error(
        Code.OS0302,
        asked.span(),
        "`%s` leads to no kernel".formatted(asked.request().names().first()));
    return Optional.empty();
  }

  /** The kernel that a meta-package stands for: a dependency that is called like a kernel. */
  private static Optional<String> realKernel(Stanza stanza) {
    return stanza.dependencies().stream()
        .flatMap(List::stream)
        .filter(n -> KERNEL.matcher(n).matches() && !n.equals(stanza.packageName()))
        .findFirst();
  }

  private Optional<List<LockedDeb>> alone(Asked asked) throws IOException {
    SortedSet<String> names = new TreeSet<>(asked.request().names());
    if (asked.request().essential()) {
      Optional<List<Described>> essential = packages(apt.install(List.of(ESSENTIAL)), asked);
      if (essential.isEmpty()) {
        return Optional.empty();
      }
      essential.get().stream()
          .filter(p -> p.stanza().isEssential())
          .forEach(p -> names.add(p.stanza().packageName()));
    }
    names.removeAll(asked.request().without());
    return packages(apt.download(names), asked).map(DebResolver::debs);
  }

  /** Packages flagged Essential; apt-patterns(7). */
  private static final String ESSENTIAL = "?essential";

  private Optional<List<LockedDeb>> closure(Asked asked) throws IOException {
    DebRequest request = asked.request();
    List<String> roots = new ArrayList<>(request.names());
    roots.addAll(apt.known(Set.of(MERGED_USR)));
    List<String> arguments = new ArrayList<>(roots);
    if (request.essential()) {
      arguments.add(ESSENTIAL);
    }
    Optional<List<Described>> all = packages(apt.install(arguments), asked);
    if (all.isEmpty()) {
      return Optional.empty();
    }
    List<Stanza> stanzas = all.get().stream().map(Described::stanza).toList();
    checkPruned(asked, stanzas);
    if (request.without().isEmpty()) {
      return all.map(DebResolver::debs);
    }
    if (request.essential()) {
      stanzas.stream().filter(Stanza::isEssential).forEach(s -> roots.add(s.packageName()));
    }
    Set<String> kept = new Closure(stanzas).reachable(roots, request.without());
    return all.map(list -> debs(list.stream().filter(p -> kept.contains(p.deb().name())).toList()));
  }

  private void checkPruned(Asked asked, List<Stanza> stanzas) {
    List<String> names = stanzas.stream().map(Stanza::packageName).sorted().toList();
    for (Located<String> name : asked.without()) {
      if (!names.contains(name.value())) {
        var draft =
            report.warning(
                Code.OS0308, name.span(), "`%s` would not come anyway".formatted(name.value()));
        Similar.nearest(name.value(), names)
            .ifPresent(near -> draft.help("did you mean `%s`?".formatted(near)));
      }
    }
  }

  /** A package as the lock will have it, and its paragraph of the index. */
  private record Described(LockedDeb deb, Stanza stanza) {}

  private static List<LockedDeb> debs(List<Described> packages) {
    return packages.stream()
        .map(Described::deb)
        .sorted(Comparator.comparing(LockedDeb::name))
        .toList();
  }

  private Optional<List<Described>> packages(Answer answer, Asked asked) throws IOException {
    return switch (answer) {
      case Answer.Refusal refusal -> {
        var draft =
            report.error(
                Code.OS0302,
                asked.span(),
                "apt cannot give `%s`".formatted(String.join(" ", asked.request().names())));
        refusal.reasons().stream().distinct().limit(12).forEach(r -> draft.help("apt: " + r));
        yield Optional.empty();
      }
      case Answer.Fetch fetch -> Optional.of(describe(fetch.debs()));
    };
  }

  private List<Described> describe(List<Candidate> candidates) throws IOException {
    if (candidates.isEmpty()) {
      throw new IOException("apt-get printed no address for packages that it knows");
    }
    List<Stanza> stanzas =
        apt.show(candidates.stream().map(c -> c.name() + "=" + c.version()).toList());
    List<Described> packages = new ArrayList<>();
    for (Candidate candidate : candidates) {
      packages.add(describe(candidate, stanzas));
    }
    return packages;
  }

  private static Described describe(Candidate candidate, Collection<Stanza> stanzas)
      throws IOException {
    for (Stanza s : stanzas) {
      String path = s.field("Filename");
      if (s.packageName().equals(candidate.name())
          && s.field("Version").equals(candidate.version())
          && s.field("Size").equals(Long.toString(candidate.size()))
          && String.valueOf(candidate.uri().getPath()).endsWith("/" + path)) {
        return new Described(deb(candidate, s), s);
      }
    }
    throw new IOException(
        "apt's index does not describe %s %s".formatted(candidate.name(), candidate.version()));
  }

  private static LockedDeb deb(Candidate candidate, Stanza stanza) throws IOException {
    String sha256 = stanza.field("SHA256");
    if (sha256.isEmpty()) {
      throw new IOException(
          "the index that lists %s has no SHA256 for it".formatted(candidate.name()));
    }
    String path = stanza.field("Filename");
    return new LockedDeb(
        candidate.name(),
        candidate.version(),
        stanza.field("Architecture"),
        archive(candidate.uri(), path),
        path,
        candidate.size(),
        new Digest(sha256));
  }

  /** The address of a deb without the last components, as many as its path in the archive has. */
  private static URI archive(URI uri, String path) {
    String address = Uris.withoutCredentials(uri).toString();
    int end = address.length();
    for (int i = path.split("/", -1).length; i > 0; i--) {
      end = address.lastIndexOf('/', end - 1);
    }
    return URI.create(address.substring(0, end + 1));
  }
}
