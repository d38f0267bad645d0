package oscc;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import oscc.bundle.BuildId;
import oscc.bundle.BundleJson;
import oscc.diag.Code;
import oscc.diag.Progress;
import oscc.diag.Rejected;
import oscc.diag.Report;
import oscc.emit.Emitter;
import oscc.fstree.Unit;
import oscc.image.Groundwork;
import oscc.image.GroundworkMaker;
import oscc.image.Image;
import oscc.image.ImageAssembler;
import oscc.image.ImageInput;
import oscc.image.LayerUnits;
import oscc.image.Origins;
import oscc.kernel.Kernel;
import oscc.kernel.KernelFindings;
import oscc.kernel.KernelReader;
import oscc.manifest.Machine;
import oscc.manifest.SystemAccount;
import oscc.manifest.SystemIds;
import oscc.resolve.BuildPlan;
import oscc.resolve.Lock;
import oscc.resolve.PlanDigest;
import oscc.resolve.Resolver.Resolved;
import oscc.source.Fetcher;
import oscc.source.Sources;
import oscc.source.Unpacker;
import oscc.store.DamagedBlob;
import oscc.system.SystemAccounts;

/** The part of the line that goes from a machine's plan to its image. */
final class Assembly {
  private final SharedWork shared;
  private final CompileOptions options;
  private final Progress progress;
  private final Fetcher fetcher;
  private final BuildPlan plan;
  private final Machine machine;
  private final Lock before;
  private final Lock resolved;

  /** How an assembly goes about it. */
  record Means(SharedWork shared, CompileOptions options, Progress progress, Fetcher fetcher) {}

  /**
   * An assembly of one machine.
   *
   * @param before the lock as it was read
   */
  Assembly(Means means, Resolved resolved, Lock before) {
    this.shared = means.shared();
    this.options = means.options();
    this.progress = means.progress();
    this.fetcher = means.fetcher();
    this.plan = resolved.plan();
    this.machine = plan.machine();
    this.before = before;
    this.resolved = resolved.lock();
  }

  /** What the machine would be known by, with the ids that a lock has. */
  BuildId buildId(Lock lock) {
    return BuildId.of(PlanDigest.of(plan, lock.ids(plan), Compiler.OUTPUT_VERSION).digest());
  }

  /** The lock with an id for each account that the packages bring. */
  Lock settled(Report report) throws IOException, Rejected {
    return settle(SystemAccounts.of(units(sources(report, report))), report);
  }

  Lock write(Lock lock) throws IOException {
    return shared.locks().write(machine.folder(), before, lock, shared.store().locks());
  }

  /** Who puts what into the root. */
  Origins.Told origins(Report report) throws IOException, Rejected {
    ImageInput input = gather(sources(report, report), report);
    Lock settled = settle(input.accounts(), report);
    Origins.Told told =
        new ImageAssembler(plan, shared.parts(), report)
            .origins(input, settled.ids(input.accounts()), buildId(settled));
    report.stopIfFatal();
    return told;
  }

  /**
   * A bundle on the groundwork that a build before has left; nothing if there is none, or if it is
   * not enough.
   */
  Optional<BundleJson> emitOnKnown(Emitter emitter, Report report) throws IOException, Rejected {
    SystemIds ids = resolved.ids(plan);
    Optional<Groundwork> ground = shared.groundworks().find(plan, ids);
    if (ground.isEmpty() || !ground.get().suffices(machine)) {
      return Optional.empty();
    }
    Report attempt = new Report();
    try {
      Optional<Image> image = onKnown(ground.get(), emitter, attempt);
      if (image.isEmpty()) {
        return Optional.empty();
      }
      BundleJson bundle = emitter.emit(image.get(), attempt);
      report.take(attempt);
      return Optional.of(bundle);
    } catch (DamagedBlob e) {
      shared.groundworks().drop(plan, ids);
      return Optional.empty();
    } catch (Rejected | IOException e) {
      report.take(attempt);
      throw e;
    }
  }

  private Optional<Image> onKnown(Groundwork ground, Emitter emitter, Report report)
      throws IOException, Rejected {
    progress.on(new Progress.Event.Stage("image"));
    ground.tellSources(plan, report);
    Lock settled = settle(ground.accounts(), report);
    if (!settled.ids(ground.accounts()).equals(ground.ids())) {
      return Optional.empty();
    }
    ground.tellLaying(plan, report);
    Image image = assemble(ground, () -> readAgain(ground, emitter), settled, report);
    if (!write(settled).ids(plan).equals(settled.ids(plan))) {
      return Optional.empty();
    }
    progress.on(new Progress.Event.Stage("emit"));
    return Optional.of(image);
  }

  /** The packages of a layer that must be written; what there is to say of them was said. */
  private List<Unit> readAgain(Groundwork ground, Emitter emitter) throws IOException {
    Report said = new Report();
    try {
      Sources sources = sources(said, said);
      emitter.expect(machine, units(sources));
      GroundworkMaker maker = new GroundworkMaker(gather(sources, said), shared.parts(), said);
      List<Unit> units = maker.make(ground.ids()).units();
      said.stopIfFatal();
      progress.on(new Progress.Event.Stage("emit"));
      return units;
    } catch (Rejected e) {
      // There was nothing wrong with them when the groundwork was made.
      throw new IOException("the packages changed while they were read; run again", e);
    }
  }

  /** A bundle, with all of its groundwork. */
  BundleJson emit(Emitter emitter, Report report) throws IOException, Rejected {
    return emitter.emit(image(emitter, report), report);
  }

  /** The image; the emitter is told of the packages on the way. */
  private Image image(Emitter emitter, Report report) throws IOException, Rejected {
    Report found = new Report();
    ImageInput input;
    try {
      Sources sources = sources(found, report);
      emitter.expect(machine, units(sources));
      input = gather(sources, found);
    } finally {
      report.take(found);
    }
    Lock settled = settle(input.accounts(), report);
    Image image = image(input, settled, new Reports(found, report));
    Lock written = write(settled);
    if (!written.ids(plan).equals(settled.ids(plan))) {
      // Another build settled the same accounts at the same time and was first. What there is to
      // say of the rest was said already.
      image = image(input, written, new Reports(found, new Report()));
    }
    progress.on(new Progress.Event.Stage("emit"));
    return image;
  }

  /**
   * What is found on the way.
   *
   * @param reading what was found before the packages were laid
   */
  private record Reports(Report reading, Report report) {}

  private Image image(ImageInput input, Lock lock, Reports reports) throws IOException, Rejected {
    progress.on(new Progress.Event.Stage("image"));
    Report found = new Report();
    GroundworkMaker.Made made;
    try {
      made = new GroundworkMaker(input, shared.parts(), found).make(lock.ids(input.accounts()));
    } finally {
      reports.report().take(found);
    }
    Image image = assemble(made.groundwork(), made::units, lock, reports.report());
    Optional<KernelFindings> ofKernel = KernelFindings.of(reports.reading(), found, machine);
    if (ofKernel.isPresent()) {
      shared.groundworks().keep(plan, lock.ids(plan), made.with(ofKernel.get()));
    }
    return image;
  }

  private Image assemble(Groundwork ground, LayerUnits.Source units, Lock lock, Report report)
      throws IOException, Rejected {
    Image image =
        new ImageAssembler(plan, shared.parts(), report).assemble(ground, units, buildId(lock));
    report.stopIfFatal();
    progress.on(new Progress.Event.Count("files of the machine", image.layer().tree().size()));
    return image;
  }

  /**
   * What an image is made of, before it is settled which ids its accounts have.
   *
   * @param found is told of what is found of the kernel
   */
  private ImageInput gather(Sources sources, Report found) throws IOException, Rejected {
    progress.on(new Progress.Event.Stage("kernel"));
    Kernel kernel = KernelReader.read(machine, sources.kernel(), shared.kernels(), found);
    return new ImageInput(plan, sources, SystemAccounts.of(units(sources)), kernel);
  }

  private Sources sources(Report found, Report report) throws IOException, Rejected {
    progress.on(new Progress.Event.Stage("source"));
    Sources sources =
        new Unpacker(shared.units(), found, progress, options.jobs())
            .unpack(plan, fetcher::fetchAll);
    sources.selections().tell(plan, report);
    return sources;
  }

  private Lock settle(List<SystemAccount> accounts, Report report) throws Rejected {
    Lock settled = resolved.settle(accounts, machine, report);
    if (options.locked() && !settled.equals(resolved)) {
      report
          .error(Code.OS0303, "the packages bring users whose ids the lock does not have")
          .help("run `oscc lock` and commit the lock");
    }
    report.stopIfFatal();
    return settled;
  }

  private static List<Unit> units(Sources sources) {
    return sources.packages().stream().map(Sources.PackageUnit::unit).toList();
  }
}
