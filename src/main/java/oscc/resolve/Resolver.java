package oscc.resolve;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import oscc.diag.Code;
import oscc.diag.Progress;
import oscc.diag.Report;
import oscc.manifest.FileSpec;
import oscc.manifest.InitrdSpec;
import oscc.manifest.KernelSpec;
import oscc.manifest.Locator;
import oscc.manifest.Machine;
import oscc.manifest.PackageSpec;
import oscc.manifest.Ssh;
import oscc.manifest.User;
import oscc.resolve.BuildPlan.FilePin;
import oscc.resolve.BuildPlan.KernelPlan;
import oscc.resolve.BuildPlan.PackagePlan;
import oscc.store.Blob;
import oscc.store.FileStamps;
import oscc.store.Store;

/**
 * Pins every input of a machine: debs by the lock, else by apt; addresses by the manifest's digest;
 * files and folders by their bytes. With a complete lock neither apt nor the network is asked.
 */
public final class Resolver {
  private final Store store;
  private final AptSettings settings;
  private final ResolveOptions options;
  private final UrlDownloads downloads;
  private final Progress progress;

  public Resolver(
      Store store,
      AptSettings settings,
      ResolveOptions options,
      UrlDownloads downloads,
      Progress progress) {
    this.store = store;
    this.settings = settings;
    this.options = options;
    this.downloads = downloads;
    this.progress = progress;
  }

  /** A plan and the lock that it was made from, which may say more than before. */
  public record Resolved(BuildPlan plan, Lock lock) {}

  /**
   * Pins the inputs of a machine.
   *
   * @return nothing if the report has errors
   */
  public Optional<Resolved> resolve(Machine machine, Lock lock, Report report) throws IOException {
    Lock more = new LockedDebs(store, settings, options, progress).complete(machine, lock, report);
    more = new LockedUrls(store, options, downloads).complete(machine, more, report);
    if (report.hasErrors()) {
      return Optional.empty();
    }
    FileStamps stamps =
        store.stamps(machine.folder().resolve(machine.name().value()), options.clock());
    Pinning pinning = new Pinning(machine, new LocalPins(stamps, report), report, more);
    BuildPlan plan = pinning.plan();
    stamps.save();
    return report.hasErrors() ? Optional.empty() : Optional.of(new Resolved(plan, pinning.lock));
  }

  /** One machine while its plan is made; the lock grows with key files. */
  private final class Pinning {
    private final Machine machine;
    private final LocalPins local;
    private final Report report;
    private Lock lock;

    Pinning(Machine machine, LocalPins local, Report report, Lock lock) {
      this.machine = machine;
      this.local = local;
      this.report = report;
      this.lock = lock;
    }

    BuildPlan plan() throws IOException {
      List<PackagePlan> packages = new ArrayList<>();
      for (PackageSpec spec : machine.packages()) {
        packages.add(new PackagePlan(spec, pins(spec)));
      }
      List<Pin.LocalFile> fragments = new ArrayList<>();
      for (var fragment : machine.kernel().fragments()) {
        Path path = fragment.value();
        fragments.add(local.file(path, machine.folder().relativize(path).toString()));
      }
      return new BuildPlan(machine, epoch(), kernel(), busybox(), packages, files(), fragments);
    }

    private long epoch() {
      return options.sourceDateEpoch().orElse(machine.epoch().orElse(0));
    }

    private List<Pin> pins(PackageSpec spec) throws IOException {
      return switch (spec) {
        case PackageSpec.Tar tar -> List.of(pin(tar.locator()));
        case PackageSpec.Dir dir -> List.of(local.folder(dir));
        case PackageSpec.Deb deb -> List.copyOf(debs(DebRequest.of(machine.arch().value(), deb)));
      };
    }

    private List<Pin.Deb> debs(DebRequest request) {
      return lock.find(request).orElseThrow().stream().map(LockedDeb::pin).toList();
    }

    private KernelPlan kernel() throws IOException {
      return switch (machine.kernel().source()) {
        case KernelSpec.KernelSource.Deb deb ->
            new KernelPlan.Deb(
                debs(DebRequest.single(
                        machine.arch().value(), DebRequest.Follow.KERNEL, deb.name().value()))
                    .getFirst());
        case KernelSpec.KernelSource.Prebuilt files ->
            new KernelPlan.Prebuilt(
                pin(files.image()), maybe(files.modules()), maybe(files.config()));
      };
    }

    private Optional<Pin> maybe(Optional<Locator> locator) throws IOException {
      return locator.isPresent() ? Optional.of(pin(locator.get())) : Optional.empty();
    }

    private Pin busybox() throws IOException {
      return switch (machine.initrd().busybox()) {
        case InitrdSpec.BusyboxSource.File file -> pin(file.locator());
        case InitrdSpec.BusyboxSource.Deb deb ->
            debs(DebRequest.single(
                    machine.arch().value(), DebRequest.Follow.ALONE, deb.name().value()))
                .getFirst();
      };
    }

    private Pin pin(Locator locator) throws IOException {
      return switch (locator) {
        case Locator.LocalFile file -> local.file(file);
        case Locator.Url url -> {
          Lock.LockedUrl locked = lock.findUrl(LockedUrls.key(url)).orElseThrow();
          yield new Pin.Url(url.uri(), locked.digest(), locked.size());
        }
      };
    }

    private List<FilePin> files() throws IOException {
      List<FilePin> pins = new ArrayList<>();
      for (FileSpec spec : machine.files()) {
        if (spec.body() instanceof FileSpec.Body.Source source) {
          pins.add(new FilePin(source.file(), local.file(source.file())));
        }
      }
      for (Ssh.HostKey key : machine.ssh().map(Ssh::hostKeys).orElse(List.of())) {
        pins.add(new FilePin(key.file(), local.file(key.file())));
      }
      for (User user : machine.users()) {
        for (User.AuthorizedKey key : user.authorizedKeys()) {
          if (key instanceof User.AuthorizedKey.KeyFile file) {
            pins.add(new FilePin(file.file(), keyFile(file.file())));
          }
        }
      }
      return pins;
    }

    /** A key file outside the manifest's folder is kept in the lock: a clone may not have it. */
    private Pin.LocalFile keyFile(Locator.LocalFile file) throws IOException {
      if (file.path().normalize().startsWith(machine.folder().normalize())) {
        return local.file(file);
      }
      Optional<Lock.KeyFile> locked = Optional.ofNullable(lock.keyFiles().get(file.written()));
      if (!Files.exists(file.path())) {
        return locked(file, locked);
      }
      Pin.LocalFile pin = local.file(file);
      Lock.KeyFile fresh = new Lock.KeyFile(Files.readString(file.path()));
      if (fresh.text().contains("PRIVATE KEY-----")) {
        report
            .error(Code.OS0310, file.span(), "`%s` holds a private key".formatted(file.written()))
            .label("a file of public keys, such as id_ed25519.pub");
      } else if (!locked.equals(Optional.of(fresh))) {
        keep(file, fresh);
      }
      return pin;
    }

    private Pin.LocalFile locked(Locator.LocalFile file, Optional<Lock.KeyFile> locked)
        throws IOException {
      if (locked.isEmpty()) {
        report
            .error(
                Code.OS0213,
                file.span(),
                "`%s` is not there, and the lock has no copy".formatted(file.written()))
            .label("looked for beside the manifest");
      }
      byte[] text = locked.map(Lock.KeyFile::text).orElse("").getBytes(StandardCharsets.UTF_8);
      Blob blob = store.keep(new ByteArrayInputStream(text));
      return new Pin.LocalFile(blob.file(), file.written(), blob.digest(), blob.size());
    }

    private void keep(Locator.LocalFile file, Lock.KeyFile fresh) {
      if (options.locked()) {
        report
            .error(
                Code.OS0303,
                file.span(),
                "the lock has another text of `%s`".formatted(file.written()))
            .help("run `oscc lock` without `--locked`");
      }
      lock = lock.withKeyFile(file.written(), fresh);
    }
  }
}
