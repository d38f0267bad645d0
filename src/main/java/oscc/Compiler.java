package oscc;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import oscc.bundle.BuildId;
import oscc.bundle.BundleJson;
import oscc.diag.Progress;
import oscc.diag.Rejected;
import oscc.diag.Report;
import oscc.emit.Emitter;
import oscc.image.Origins;
import oscc.manifest.Machine;
import oscc.manifest.Manifest;
import oscc.manifest.ManifestReader;
import oscc.manifest.OsccVersion;
import oscc.resolve.AptSettings;
import oscc.resolve.AptSources;
import oscc.resolve.Lock;
import oscc.resolve.ResolveOptions;
import oscc.resolve.Resolver;
import oscc.resolve.Resolver.Resolved;
import oscc.source.FetchSettings;
import oscc.source.Fetcher;
import oscc.source.ProxySettings;
import oscc.store.Store;
import oscc.store.WritableFolder;

/**
 * The line from a manifest to a bundle: syntax and manifest, resolve, source, kernel, settle,
 * image, emit. Each stage gets values and gives values; what is wrong with the user's input goes to
 * the report, and the line stops at the border of the stage that found it.
 */
public final class Compiler {
  /** Raised whenever equal input gives other bytes; it is part of every build id. */
  public static final int OUTPUT_VERSION = 22;

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
    Lock before = shared.locks().read(machine.folder(), report);
    Resolved resolved = resolve(machine, before, report);
    Assembly assembly = assembly(resolved, before);
    assembly.write(mending.go(report, assembly::settled));
  }

  /** Builds a manifest into {@code out/NAME}, unless that is what the manifest says already. */
  public Built build(Manifest manifest, Path out, Report report) throws IOException, Rejected {
    return build(read(manifest, report), out, report);
  }

  /** The same of a machine that was read already. */
  public Built build(Machine machine, Path out, Report report) throws IOException, Rejected {
    var settings =
        new Emitter.Settings(store, OUTPUT_VERSION, options.jobs(), OsccVersion.TEXT, progress);
    try (Emitter emitter = new Emitter(settings, out)) {
      return build(machine, emitter, out, report);
    }
  }

  private Built build(Machine machine, Emitter emitter, Path out, Report report)
      throws IOException, Rejected {
    Path folder = out.resolve(machine.name().value());
    Lock before = shared.locks().read(machine.folder(), report);
    Resolved resolved = resolve(machine, before, report);
    Assembly assembly = assembly(resolved, before);
    if (!options.force() && resolved.lock().equals(before)) {
      Optional<BundleJson> present = emitter.find(machine, assembly.buildId(before));
      if (present.isPresent()) {
        return new Built(folder, true, present.get());
      }
    }
    WritableFolder.check(out);
    Optional<BundleJson> soon = assembly.emitOnKnown(emitter, report);
    BundleJson bundle =
        soon.isPresent() ? soon.get() : mending.go(report, r -> assembly.emit(emitter, r));
    return new Built(folder, false, bundle);
  }

  /** Who puts what into the root of a machine; nothing is written but what the store keeps. */
  public Origins.Told origins(Manifest manifest, Report report) throws IOException, Rejected {
    Machine machine = read(manifest, report);
    Lock before = shared.locks().read(machine.folder(), report);
    Resolved resolved = resolve(machine, before, report);
    return mending.go(report, assembly(resolved, before)::origins);
  }

  /** What a build would be known by; nothing if that takes more than what is there already. */
  public Optional<BuildId> buildId(Manifest manifest) throws IOException {
    Report unread = new Report();
    try {
      Machine machine = read(manifest, unread);
      Lock lock = shared.locks().read(machine.folder(), unread);
      Resolved resolved = resolve(machine, lock, unread);
      return resolved.lock().equals(lock)
          ? Optional.of(assembly(resolved, lock).buildId(lock))
          : Optional.empty();
    } catch (Rejected e) {
      return Optional.empty();
    }
  }

  private Assembly assembly(Resolved resolved, Lock before) {
    return new Assembly(new Assembly.Means(shared, options, progress, fetcher()), resolved, before);
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

  private Fetcher fetcher() {
    FetchSettings settings = FetchSettings.of(ProxySettings.of(options.environment()));
    AptSettings apt = AptSettings.ofHost();
    return new Fetcher(
        store,
        options.offline() ? settings.withoutNetwork() : settings,
        () -> AptSources.read(apt.folder()).bases(),
        progress);
  }
}
