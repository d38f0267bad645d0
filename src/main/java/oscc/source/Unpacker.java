package oscc.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import oscc.diag.Code;
import oscc.diag.Progress;
import oscc.diag.Rejected;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.fstree.Content;
import oscc.fstree.Node;
import oscc.fstree.Unit;
import oscc.fstree.UnixPath;
import oscc.manifest.InitrdSpec;
import oscc.manifest.KernelSpec;
import oscc.manifest.PackageSpec;
import oscc.resolve.BuildPlan;
import oscc.resolve.Pin;
import oscc.store.Blob;
import oscc.store.Store;

/** The stage that turns the plan's pins into units: it fetches them all, then unpacks them. */
public final class Unpacker {
  /** Under which kind the store keeps units. */
  public static final String UNITS = UnitShelf.KIND;

  private static final UnixPath BUSYBOX = new UnixPath("/usr/bin/busybox");

  private final KnownUnits units;
  private final Store store;
  private final Report report;
  private final UnitShelf shelf;
  private final UnpackAhead ahead;

  /**
   * An unpacker.
   *
   * @param threads how many unpack; no byte and no message depends on it
   */
  public Unpacker(KnownUnits units, Report report, Progress progress, int threads) {
    this.units = units;
    this.store = units.store();
    this.report = report;
    this.shelf = new UnitShelf(units, progress);
    this.ahead = new UnpackAhead(shelf, threads);
  }

  /** Whether a file of the store is a whole unit. */
  public static boolean isWholeUnit(Path file) throws IOException {
    return UnitFile.isWhole(file);
  }

  /**
   * Fetches and unpacks everything that a plan names. What was selected in vain is told by who gets
   * the sources.
   *
   * @throws BadArchive if an archive is broken or asks for what no package may do
   * @throws Rejected if the report has errors
   */
  public Sources unpack(BuildPlan plan, BlobSource fetcher) throws IOException, Rejected {
    Run run = new Run(plan, fetcher.fetchAll(blobPins(plan)));
    try {
      return run.sources();
    } catch (Rejected | IOException e) {
      run.selections.selections().tell(plan, report);
      throw e;
    }
  }

  /** All pins but folders, in the order in which {@link Run} takes their blobs. */
  private static List<Pin> blobPins(BuildPlan plan) {
    List<Pin> pins = new ArrayList<>();
    for (BuildPlan.PackagePlan entry : plan.packages()) {
      entry.pins().stream().filter(p -> !(p instanceof Pin.Folder)).forEach(pins::add);
    }
    switch (plan.kernel()) {
      case BuildPlan.KernelPlan.Deb deb -> pins.add(deb.pin());
      case BuildPlan.KernelPlan.Prebuilt prebuilt -> {
        pins.add(prebuilt.image());
        prebuilt.modules().ifPresent(pins::add);
        prebuilt.config().ifPresent(pins::add);
      }
    }
    pins.add(plan.busybox());
    return pins;
  }

  private final class Run {
    private final BuildPlan plan;
    private final List<Blob> all;
    private final Queue<Blob> blobs;
    private final Selections.Finder selections = new Selections.Finder();

    Run(BuildPlan plan, List<Blob> blobs) {
      this.plan = plan;
      this.all = blobs;
      this.blobs = new ArrayDeque<>(blobs);
    }

    Sources sources() throws IOException, Rejected {
      List<Sources.PackageUnit> units = new ArrayList<>();
      for (int i = 0; i < plan.packages().size(); i++) {
        units.addAll(packages(i, plan.packages().get(i)));
      }
      Sources.KernelFiles kernel = kernel(plan.machine().kernel());
      Content busybox = busybox(plan.machine().initrd().busybox());
      report.stopIfFatal();
      return new Sources(units, kernel, busybox, selections.selections());
    }

    /** The first that is missing has all others unpacked with it. */
    private UnitRecord unit(UnitSource source) throws IOException, Rejected {
      Optional<UnitRecord> there = shelf.find(source);
      if (there.isPresent()) {
        return there.get();
      }
      ahead.unpack(() -> new Run(plan, all).archives());
      return shelf.unit(source);
    }

    /** What unpacking needs nothing for but the archive. */
    private List<UnitSource> archives() {
      List<UnitSource> sources = new ArrayList<>();
      for (BuildPlan.PackagePlan entry : plan.packages()) {
        entry.pins().stream()
            .filter(pin -> !(pin instanceof Pin.Folder))
            .forEach(pin -> sources.add(source(entry.spec(), pin)));
      }
      if (plan.kernel() instanceof BuildPlan.KernelPlan.Deb deb) {
        sources.add(deb(deb.pin(), PackageSpec.Selection.ALL));
      }
      return sources;
    }

    private List<Sources.PackageUnit> packages(int number, BuildPlan.PackagePlan entry)
        throws IOException, Rejected {
      List<Sources.PackageUnit> units = new ArrayList<>();
      Set<String> matched = new HashSet<>();
      for (Pin pin : entry.pins()) {
        UnitRecord unit = unit(source(entry.spec(), pin));
        matched.addAll(unit.matched());
        units.add(new Sources.PackageUnit(unit.unit(pin.name()), entry.spec()));
      }
      checkSelection(number, entry.spec().selection(), matched);
      checkNotEmpty(number, entry.spec(), units);
      return units;
    }

    private UnitSource source(PackageSpec spec, Pin pin) {
      PackageSpec.Selection selection = spec.selection();
      return switch (spec) {
        case PackageSpec.Tar tar ->
            new TarSource(store, blobs.remove(), pin.name(), selection, plan.epoch());
        case PackageSpec.Deb deb -> deb(pin, selection);
        case PackageSpec.Dir dir -> new DirSource(store, dir, pin.digest(), plan.epoch(), report);
      };
    }

    private UnitSource deb(Pin pin, PackageSpec.Selection selection) {
      if (!(pin instanceof Pin.Deb deb)) {
        throw new IllegalStateException("a deb is pinned to " + pin);
      }
      return new DebSource(
          store, blobs.remove(), deb.name(), deb.packageName(), selection, plan.epoch());
    }

    private void checkSelection(int number, PackageSpec.Selection selection, Set<String> matched) {
      List<String> globs = new ArrayList<>(selection.include());
      globs.addAll(selection.exclude());
      globs.stream()
          .filter(glob -> !matched.contains(glob))
          .forEach(glob -> selections.unmatched(number, glob));
    }

    private void checkNotEmpty(int number, PackageSpec spec, List<Sources.PackageUnit> units) {
      if (units.stream().anyMatch(u -> u.unit().tree().size() > 1)) {
        return;
      }
      int strip = spec.selection().strip();
      if (strip > 0) {
        report
            .error(Code.OS0401, spec.span(), "nothing is left after `strip: %d`".formatted(strip))
            .help("fewer of the leading path components must go");
      } else {
        selections.empty(number);
      }
    }

    private Sources.KernelFiles kernel(KernelSpec spec) throws IOException, Rejected {
      return switch (plan.kernel()) {
        case BuildPlan.KernelPlan.Deb deb -> {
          UnitRecord unit = unit(deb(deb.pin(), PackageSpec.Selection.ALL));
          yield new KernelParts(units, report).ofPackage(deb.pin().name(), unit, kernelSpan(spec));
        }
        case BuildPlan.KernelPlan.Prebuilt prebuilt -> prebuilt(prebuilt, spec);
      };
    }

    private Sources.KernelFiles prebuilt(BuildPlan.KernelPlan.Prebuilt prebuilt, KernelSpec spec)
        throws IOException, Rejected {
      Content image = Content.of(blobs.remove());
      Optional<Unit> modules = Optional.empty();
      if (prebuilt.modules().isPresent()) {
        String name = prebuilt.modules().get().name();
        UnitSource source =
            new TarSource(store, blobs.remove(), name, PackageSpec.Selection.ALL, plan.epoch());
        modules = new KernelParts(units, report).modules(name, unit(source), kernelSpan(spec));
      }
      Optional<Content> config = prebuilt.config().map(pin -> Content.of(blobs.remove()));
      return new Sources.KernelFiles(image, config, modules);
    }

    private Span kernelSpan(KernelSpec spec) {
      return switch (spec.source()) {
        case KernelSpec.KernelSource.Deb deb -> deb.name().span();
        case KernelSpec.KernelSource.Prebuilt prebuilt ->
            prebuilt.modules().orElse(prebuilt.image()).span();
      };
    }

    private Content busybox(InitrdSpec.BusyboxSource spec) throws IOException, Rejected {
      return switch (spec) {
        case InitrdSpec.BusyboxSource.File file -> Content.of(blobs.remove());
        case InitrdSpec.BusyboxSource.Deb deb -> busyboxOf(deb.name().span());
      };
    }

    private Content busyboxOf(Span span) throws IOException, Rejected {
      UnitRecord unit = unit(deb(plan.busybox(), PackageSpec.Selection.ALL));
      if (unit.tree().open(BUSYBOX).orElse(null) instanceof Node.RegularFile file) {
        return file.content();
      }
      report
          .error(Code.OS0407, span, "`%s` holds no bin/busybox".formatted(plan.busybox().name()))
          .help("busybox-static is the package that oscc expects");
      throw new Rejected();
    }
  }
}
