package oscc.resolve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import oscc.diag.Code;
import oscc.diag.Located;
import oscc.diag.Progress;
import oscc.diag.Report;
import oscc.manifest.Arch;
import oscc.manifest.InitrdSpec;
import oscc.manifest.KernelSpec;
import oscc.manifest.Machine;
import oscc.manifest.PackageSpec;
import oscc.resolve.AptSession.Freshness;
import oscc.resolve.DebResolver.Asked;
import oscc.store.Store;

/** Makes a lock complete for the Debian packages that a machine asks for. */
final class LockedDebs {
  private final Store store;
  private final AptSettings settings;
  private final ResolveOptions options;
  private final Progress progress;

  LockedDebs(Store store, AptSettings settings, ResolveOptions options, Progress progress) {
    this.store = store;
    this.settings = settings;
    this.options = options;
    this.progress = progress;
  }

  Lock complete(Machine machine, Lock lock, Report report) throws IOException {
    List<Asked> all = requests(machine);
    List<Asked> missing =
        all.stream().filter(a -> options.update() || lock.find(a.request()).isEmpty()).toList();
    Lock more = lock;
    if (!missing.isEmpty()) {
      if (options.locked()) {
        missing.forEach(asked -> reportLocked(asked, report));
        return lock;
      }
      if (options.offline()) {
        throw new IOException(
            "the lock has no versions for `%s` yet, and --offline forbids to ask apt"
                .formatted(missing.getFirst().request().key()));
      }
      more = ask(machine, missing, lock, report);
    }
    checkVersions(machine, more, report);
    return more;
  }

  private static void reportLocked(Asked asked, Report report) {
    report
        .error(
            Code.OS0303,
            asked.span(),
            "the lock has no versions for `%s`".formatted(asked.request().key()))
        .help("run `oscc lock` without `--locked`");
  }

  private static List<Asked> requests(Machine machine) {
    Arch arch = machine.arch().value();
    List<Asked> all = new ArrayList<>();
    if (machine.kernel().source() instanceof KernelSpec.KernelSource.Deb deb) {
      all.add(single(arch, DebRequest.Follow.KERNEL, deb.name()));
    }
    if (machine.initrd().busybox() instanceof InitrdSpec.BusyboxSource.Deb deb) {
      all.add(single(arch, DebRequest.Follow.ALONE, deb.name()));
    }
    for (PackageSpec spec : machine.packages()) {
      if (spec instanceof PackageSpec.Deb deb) {
        all.add(new Asked(DebRequest.of(arch, deb), deb.names(), deb.without(), deb.span()));
      }
    }
    return all;
  }

  private static Asked single(Arch arch, DebRequest.Follow follow, Located<String> name) {
    DebRequest request = DebRequest.single(arch, follow, name.value());
    return new Asked(request, List.of(name), List.of(), name.span());
  }

  private Lock ask(Machine machine, List<Asked> missing, Lock lock, Report report)
      throws IOException {
    String arch = machine.arch().value().debian();
    Freshness freshness = new Freshness(options.clock(), options.update());
    Lock more = lock;
    try (AptSession apt = AptSession.open(store, settings, arch, freshness, progress)) {
      apt.prefer(options.update() ? Map.of() : preferred(machine, lock));
      DebResolver resolver = new DebResolver(apt, report);
      for (Asked asked : missing) {
        progress.on(new Progress.Event.Work("resolving", asked.request().key()));
        Optional<List<LockedDeb>> debs = resolver.resolve(asked);
        if (debs.isPresent()) {
          more = more.with(asked.request(), debs.get());
        }
      }
    }
    return more;
  }

  /** The versions in the lock; where it has several of a package, those of this machine count. */
  private static Map<String, String> preferred(Machine machine, Lock lock) {
    Map<String, String> versions = new TreeMap<>();
    String prefix = machine.arch().value().debian() + ": ";
    lock.debs()
        .forEach((key, debs) -> {
          if (key.startsWith(prefix)) {
            debs.forEach(deb -> versions.put(deb.name(), deb.version()));
          }
        });
    for (Asked asked : requests(machine)) {
      lock.find(asked.request())
          .ifPresent(debs -> debs.forEach(deb -> versions.put(deb.name(), deb.version())));
    }
    return versions;
  }

  /** Two versions of one package in one root would overwrite each other. */
  private static void checkVersions(Machine machine, Lock lock, Report report) {
    Map<String, LockedDeb> seen = new TreeMap<>();
    for (PackageSpec spec : machine.packages()) {
      if (spec instanceof PackageSpec.Deb entry) {
        Optional<List<LockedDeb>> debs = lock.find(DebRequest.of(machine.arch().value(), entry));
        for (LockedDeb deb : debs.orElse(List.of())) {
          LockedDeb first = seen.putIfAbsent(deb.name(), deb);
          if (first != null && !first.version().equals(deb.version())) {
            report
                .error(
                    Code.OS0307,
                    entry.span(),
                    "`%s` is locked at %s here and at %s for an earlier entry"
                        .formatted(deb.name(), deb.version(), first.version()))
                .help("run `oscc lock --update` to take one version for all");
            return;
          }
        }
      }
    }
  }
}
