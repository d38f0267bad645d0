package oscc.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import oscc.diag.Located;
import oscc.diag.SourceText;
import oscc.diag.Span;
import oscc.manifest.KernelSpec;
import oscc.manifest.Locator;
import oscc.manifest.Machine;
import oscc.store.Words;

/** The places at which findings about a machine's kernel may be told, numbered. */
final class KernelPlaces {
  private final Machine machine;
  private final List<Span> entries;

  /** One of the places; equal {@code kernel} sections have equal ones. */
  sealed interface Place {
    /** An entry of the manifest, by its number. */
    record Entry(int number) implements Place {}

    /** A stretch of a fragment, by its place in the list of these. */
    record InFragment(int fragment, int start, int end) implements Place {}
  }

  private KernelPlaces(Machine machine, List<Span> entries) {
    this.machine = machine;
    this.entries = entries;
  }

  static KernelPlaces of(Machine machine) {
    KernelSpec kernel = machine.kernel();
    List<Span> entries = new ArrayList<>(List.of(kernel.span()));
    switch (kernel.source()) {
      case KernelSpec.KernelSource.Deb deb -> entries.add(deb.name().span());
      case KernelSpec.KernelSource.Prebuilt prebuilt -> {
        entries.add(prebuilt.image().span());
        prebuilt.modules().map(Locator::span).ifPresent(entries::add);
        prebuilt.config().map(Locator::span).ifPresent(entries::add);
      }
    }
    kernel.fragments().forEach(f -> entries.add(f.span()));
    kernel.modules().initrd().forEach(m -> entries.add(m.span()));
    kernel.modules().load().forEach(m -> entries.add(m.span()));
    if (kernel.modules().rootfs() instanceof KernelSpec.RootfsModules.Some some) {
      some.patterns().forEach(p -> entries.add(p.span()));
    }
    return new KernelPlaces(machine, entries);
  }

  /**
   * The place that a span is; nothing if it is none, or several, as where a fragment is listed
   * twice: another manifest need not have them at one place.
   */
  Optional<Place> find(Span span) throws IOException {
    List<Place> found = new ArrayList<>();
    IntStream.range(0, entries.size())
        .filter(number -> entries.get(number).equals(span))
        .forEach(number -> found.add(new Place.Entry(number)));
    List<Located<Path>> fragments = machine.kernel().fragments();
    for (int i = 0; i < fragments.size(); i++) {
      if (Fragments.name(machine, fragments.get(i)).equals(span.source().name())) {
        found.add(new Place.InFragment(i, span.start(), span.end()));
      }
    }
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  /** Where a place is in this machine's manifest. */
  Span span(Place place) throws IOException {
    return switch (place) {
      case Place.Entry(int number) -> entries.get(number);
      case Place.InFragment(int fragment, int start, int end) -> {
        SourceText text = Fragments.text(machine, machine.kernel().fragments().get(fragment));
        yield new Span(text, start, end);
      }
    };
  }

  static void write(Place place, Words.Writer out) {
    switch (place) {
      case Place.Entry(int number) -> {
        out.number(0);
        out.number(number);
      }
      case Place.InFragment(int fragment, int start, int end) -> {
        out.number(fragment + 1L);
        out.number(start);
        out.number(end);
      }
    }
  }

  static Place read(Words.Reader in) {
    int fragment = in.count() - 1;
    return fragment < 0
        ? new Place.Entry(in.count())
        : new Place.InFragment(fragment, in.count(), in.count());
  }
}
