package oscc;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import oscc.bundle.BuildId;
import oscc.bundle.BundleJson;
import oscc.diag.Code;
import oscc.diag.Progress;
import oscc.diag.Rejected;
import oscc.diag.Report;
import oscc.emit.Emitter;
import oscc.image.Image;
import oscc.image.ImageAssembler;
import oscc.image.ImageInput;
import oscc.image.Origins;
import oscc.kernel.Kernel;
import oscc.kernel.KernelReader;
import oscc.manifest.Machine;
import oscc.manifest.Manifest;
import oscc.manifest.ManifestReader;
import oscc.manifest.OsccVersion;
import oscc.manifest.SystemAccount;
import oscc.manifest.SystemIds;
import oscc.resolve.AptSettings;
import oscc.resolve.AptSources;
import oscc.resolve.BuildPlan;
import oscc.resolve.Lock;
import oscc.resolve.LockFile;
import oscc.resolve.PlanDigest;
import oscc.resolve.ResolveOptions;
import oscc.resolve.Resolver;
import oscc.resolve.Resolver.Resolved;
import oscc.source.FetchSettings;
import oscc.source.Fetcher;
import oscc.source.ProxySettings;
import oscc.source.Sources;
import oscc.source.Unpacker;
import oscc.store.Store;
import oscc.store.WritableFolder;
import oscc.system.SystemAccounts;

/**
 * The line from a manifest to a bundle: syntax and manifest, resolve, source, kernel, settle,
 * image, emit. Each stage gets values and gives values; what is wrong with the user's input goes to
 * the report, and the line stops at the border of the stage that found it.
 */
public final class Compiler {
  /** Raised whenever equal input gives other bytes; it is part of every build id. */
  public static final int OUTPUT_VERSION = 13;

  private final Store store;
  private final CompileOptions options;
  private final Progress progress;
  private final SharedWork shared;
  private final Mending mending;

  /** A compiler; {@code shared} may be that of others in the process. */
  public Compiler(SharedWork shared, CompileOptions options, Progress progress) {
    this.store = shared.store();
    this.options = options;
    this.progress = progress;
    this.shared = shared;
    this.mending = new Mending(store, progress);
  }

  /**
   * What a build came to.
   *
   * @param folder of the bundle
   * @param unchanged whether it was there already
   */
  public record Built(Path folder, boolean unchanged, BundleJson bundle) {}

  /** The machine that a manifest describes, unless it has errors. */
  public static Optional<Machine> check(Manifest manifest, Report report) throws IOException {
    return ManifestReader.read(manifest, report);
  }

  /** Brings the lock beside a manifest up to date. */
  public void lock(Manifest manifest, Report report) throws IOException, Rejected {
    Machine machine = read(manifest, report);
    Lock before = LockFile.read(machine.folder(), report);
    Resolved resolved = resolve(machine, before, report);
    Lock settled =
        mending.go(report, r -> settle(accounts(source(resolved.plan(), r)), machine, resolved, r));
    writeLock(machine, before, settled);
  }

  /** Builds a manifest into {@code out/NAME}, unless that is what the manifest says already. */
  public Built build(Manifest manifest, Path out, Report report) throws IOException, Rejected {
    Machine machine = read(manifest, report);
    Path folder = out.resolve(machine.name().value());
    Lock before = LockFile.read(machine.folder(), report);
    Resolved resolved = resolve(machine, before, report);
    BuildPlan plan = resolved.plan();
    Emitter emitter =
        new Emitter(
            new Emitter.Settings(
                store, OUTPUT_VERSION, options.jobs(), OsccVersion.TEXT, progress));
    if (!options.force() && resolved.lock().equals(before)) {
      Optional<BundleJson> present = emitter.find(machine, buildId(plan, before), out);
      if (present.isPresent()) {
        return new Built(folder, true, present.get());
      }
    }
    WritableFolder.check(out);
    return new Built(
        folder,
        false,
        mending.go(report, r -> emitter.emit(image(machine, before, resolved, r), out, r)));
  }

  /** Who puts what into the root of a machine; nothing is written but what the store keeps. */
  public Origins.Told origins(Manifest manifest, Report report) throws IOException, Rejected {
    Machine machine = read(manifest, report);
    Resolved resolved = resolve(machine, LockFile.read(machine.folder(), report), report);
    return mending.go(report, r -> origins(machine, resolved, r));
  }

  private Origins.Told origins(Machine machine, Resolved resolved, Report report)
      throws IOException, Rejected {
    ImageInput input = gather(machine, resolved, report);
    Lock settled = settle(input.accounts(), machine, resolved, report);
    Origins.Told told =
        new ImageAssembler(input, report)
            .origins(settled.ids(input.accounts()), buildId(input.plan(), settled), shared.parts());
    report.stopIfFatal();
    return told;
  }

  /** What a build would be known by; nothing if that takes more than what is there already. */
  public Optional<BuildId> buildId(Manifest manifest) throws IOException {
    Report unread = new Report();
    try {
      Machine machine = read(manifest, unread);
      Lock lock = LockFile.read(machine.folder(), unread);
      Resolved resolved = resolve(machine, lock, unread);
      return resolved.lock().equals(lock)
          ? Optional.of(buildId(resolved.plan(), lock))
          : Optional.empty();
    } catch (Rejected e) {
      return Optional.empty();
    }
  }

  private Image image(Machine machine, Lock before, Resolved resolved, Report report)
      throws IOException, Rejected {
    ImageInput input = gather(machine, resolved, report);
    Lock settled = settle(input.accounts(), machine, resolved, report);
    Image image = assemble(input, settled, report);
    Lock written = writeLock(machine, before, settled);
    if (!written.ids(input.plan()).equals(settled.ids(input.plan()))) {
      // Another build settled the same accounts at the same time and was first. What there is to
      // say of the rest was said already.
      image = assemble(input, written, new Report());
    }
    progress.on(new Progress.Event.Stage("emit"));
    return image;
  }

  /** What an image is made of, before it is settled which ids its accounts have. */
  private ImageInput gather(Machine machine, Resolved resolved, Report report)
      throws IOException, Rejected {
    Sources sources = source(resolved.plan(), report);
    progress.on(new Progress.Event.Stage("kernel"));
    Kernel kernel = KernelReader.read(machine, sources.kernel(), shared.kernels(), report);
    return new ImageInput(resolved.plan(), sources, accounts(sources), kernel);
  }

  private static Machine read(Manifest manifest, Report report) throws IOException, Rejected {
    Optional<Machine> machine = check(manifest, report);
    report.stopIfFatal();
    return machine.orElseThrow();
  }

  private Resolved resolve(Machine machine, Lock lock, Report report) throws IOException, Rejected {
    progress.on(new Progress.Event.Stage("resolve"));
    ResolveOptions how =
        new ResolveOptions(
            options.locked(),
            options.offline(),
            options.update(),
            options.sourceDateEpoch(),
            InstantSource.system());
    Optional<Resolved> resolved =
        new Resolver(store, AptSettings.ofHost(), how, fetcher(), progress)
            .resolve(machine, lock, report);
    report.stopIfFatal();
    return resolved.orElseThrow();
  }

  private Sources source(BuildPlan plan, Report report) throws IOException, Rejected {
    progress.on(new Progress.Event.Stage("source"));
    Fetcher fetcher = fetcher();
    return new Unpacker(shared.units(), report, progress).unpack(plan, fetcher::fetchAll);
  }

  private Fetcher fetcher() {
    FetchSettings settings = FetchSettings.of(ProxySettings.of(options.environment()));
    AptSettings apt = AptSettings.ofHost();
    return new Fetcher(
        store,
        options.offline() ? settings.withoutNetwork() : settings,
        () -> AptSources.read(apt.folder()).bases(),
        progress);
  }

  /** The lock with an id for each account that packages bring. */
  private Lock settle(
      List<SystemAccount> accounts, Machine machine, Resolved resolved, Report report)
      throws Rejected {
    Lock settled = resolved.lock().settle(accounts, machine, report);
    if (options.locked() && !settled.equals(resolved.lock())) {
      report
          .error(Code.OS0303, "the packages bring users whose ids the lock does not have")
          .help("run `oscc lock` and commit the lock");
    }
    report.stopIfFatal();
    return settled;
  }

  private static List<SystemAccount> accounts(Sources sources) {
    return SystemAccounts.of(sources.packages().stream().map(p -> p.unit()).toList());
  }

  private Image assemble(ImageInput input, Lock lock, Report report) throws IOException, Rejected {
    progress.on(new Progress.Event.Stage("image"));
    SystemIds ids = lock.ids(input.accounts());
    Image image =
        new ImageAssembler(input, report)
            .assemble(ids, buildId(input.plan(), lock), shared.parts());
    report.stopIfFatal();
    progress.on(new Progress.Event.Count("files of the machine", image.layer().tree().size()));
    return image;
  }

  private static BuildId buildId(BuildPlan plan, Lock lock) {
    return BuildId.of(PlanDigest.of(plan, lock.ids(plan), OUTPUT_VERSION).digest());
  }

  private Lock writeLock(Machine machine, Lock before, Lock lock) throws IOException {
    return LockFile.write(machine.folder(), before, lock, store.locks());
  }
}
