package oscc.resolve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.manifest.InitrdSpec;
import oscc.manifest.KernelSpec;
import oscc.manifest.Locator;
import oscc.manifest.Machine;
import oscc.manifest.PackageSpec;
import oscc.resolve.Lock.LockedUrl;
import oscc.store.Blob;
import oscc.store.Store;

/** Makes a lock complete for the addresses that a machine names. */
final class LockedUrls {
  private final Store store;
  private final ResolveOptions options;
  private final UrlDownloads downloads;

  LockedUrls(Store store, ResolveOptions options, UrlDownloads downloads) {
    this.store = store;
    this.options = options;
    this.downloads = downloads;
  }

  /** What an address is called in the lock: credentials stay in the manifest. */
  static String key(Locator.Url url) {
    return Uris.withoutCredentials(url.uri()).toString();
  }

  Lock complete(Machine machine, Lock lock, Report report) throws IOException {
    List<Locator.Url> missing = urls(machine).stream().filter(url -> !isKnown(url, lock)).toList();
    if (missing.isEmpty()) {
      return lock;
    }
    if (options.locked()) {
      missing.forEach(url ->
          report
              .error(Code.OS0303, url.span(), "the lock does not know `%s`".formatted(key(url)))
              .help("run `oscc lock` without `--locked`"));
      return lock;
    }
    Lock more = lock;
    List<Locator.Url> absent = new ArrayList<>();
    for (Locator.Url url : missing) {
      Optional<Blob> blob = store.find(url.sha256().orElseThrow());
      if (blob.isPresent()) {
        more = with(more, url, blob.get());
      } else {
        absent.add(url);
      }
    }
    return fetch(absent, more);
  }

  private Lock fetch(List<Locator.Url> absent, Lock lock) throws IOException {
    if (absent.isEmpty()) {
      return lock;
    }
    if (options.offline()) {
      throw new IOException(
          "the store has no copy of %s, and --offline forbids to fetch it"
              .formatted(key(absent.getFirst())));
    }
    Lock more = lock;
    List<Blob> blobs =
        downloads.fetch(
            absent.stream()
                .map(url -> new UrlDownloads.Wanted(url.uri(), url.sha256().orElseThrow()))
                .toList());
    for (int i = 0; i < blobs.size(); i++) {
      more = with(more, absent.get(i), blobs.get(i));
    }
    return more;
  }

  private static Lock with(Lock lock, Locator.Url url, Blob blob) {
    return lock.withUrl(key(url), new LockedUrl(blob.digest(), blob.size()));
  }

  private static boolean isKnown(Locator.Url url, Lock lock) {
    return lock.findUrl(key(url))
        .filter(locked -> locked.digest().equals(url.sha256().orElseThrow()))
        .isPresent();
  }

  private static List<Locator.Url> urls(Machine machine) {
    List<Locator> all = new ArrayList<>();
    for (PackageSpec spec : machine.packages()) {
      if (spec instanceof PackageSpec.Tar tar) {
        all.add(tar.locator());
      }
    }
    if (machine.kernel().source() instanceof KernelSpec.KernelSource.Prebuilt files) {
      all.add(files.image());
      files.modules().ifPresent(all::add);
      files.config().ifPresent(all::add);
    }
    if (machine.initrd().busybox() instanceof InitrdSpec.BusyboxSource.File file) {
      all.add(file.locator());
    }
    List<Locator.Url> urls = new ArrayList<>();
    for (Locator locator : all) {
      if (locator instanceof Locator.Url url) {
        urls.add(url);
      }
    }
    return urls;
  }
}
