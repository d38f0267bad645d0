package oscc.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import oscc.diag.Progress;
import oscc.resolve.Pin;
import oscc.resolve.Uris;
import oscc.resolve.UrlDownloads;
import oscc.store.Blob;
import oscc.store.BlobSink;
import oscc.store.Digest;
import oscc.store.Store;

/** Brings the bytes of pins into the store: from the network, from archives on disk, from files. */
public final class Fetcher implements UrlDownloads {
  private final Store store;
  private final FetchSettings settings;
  private final Mirrors mirrors;
  private final Progress progress;

  public Fetcher(Store store, FetchSettings settings, Mirrors mirrors, Progress progress) {
    this.store = store;
    this.settings = settings;
    this.mirrors = mirrors;
    this.progress = progress;
  }

  /**
   * The bytes of pins, in their order, when all are there. A folder has no bytes of its own and is
   * not to be asked for.
   */
  public List<Blob> fetchAll(List<? extends Pin> pins) throws IOException {
    Map<Digest, Blob> blobs = new LinkedHashMap<>();
    Map<Digest, Download> missing = new LinkedHashMap<>();
    for (Pin pin : pins) {
      if (!blobs.containsKey(pin.digest()) && !missing.containsKey(pin.digest())) {
        Optional<Blob> found = find(pin);
        found.ifPresent(blob -> blobs.put(pin.digest(), blob));
        if (found.isEmpty()) {
          missing.put(pin.digest(), download(pin));
        }
      }
    }
    transfer(missing.values()).forEach(blob -> blobs.put(blob.digest(), blob));
    return pins.stream().map(pin -> blobs.get(pin.digest())).toList();
  }

  @Override
  public List<Blob> fetch(List<Wanted> wanted) throws IOException {
    Map<Digest, Blob> blobs = new LinkedHashMap<>();
    Map<Digest, Download> missing = new LinkedHashMap<>();
    for (Wanted one : wanted) {
      Optional<Blob> found = store.find(one.digest());
      found.ifPresent(blob -> blobs.put(one.digest(), blob));
      if (found.isEmpty()) {
        String name = Uris.withoutCredentials(one.uri()).toString();
        missing.put(
            one.digest(),
            new Download(name, List.of(one.uri()), one.digest(), OptionalLong.empty(), ""));
      }
    }
    transfer(missing.values()).forEach(blob -> blobs.put(blob.digest(), blob));
    return wanted.stream().map(one -> blobs.get(one.digest())).toList();
  }

  private Optional<Blob> find(Pin pin) throws IOException {
    return switch (pin) {
      case Pin.LocalFile file -> Optional.of(local(file));
      case Pin.Url url -> store.find(url.digest(), url.size());
      case Pin.Deb deb -> store.find(deb.digest(), deb.size());
      case Pin.Folder folder ->
          throw new IllegalArgumentException("a folder has no bytes: " + folder.name());
    };
  }

  /** A copy in the store, so that the user may go on editing while the build runs. */
  private Blob local(Pin.LocalFile file) throws IOException {
    Optional<Blob> found = store.find(file.digest(), file.size());
    if (found.isPresent()) {
      return found.get();
    }
    try (InputStream in = Files.newInputStream(file.path());
        BlobSink sink = store.newBlob()) {
      in.transferTo(sink);
      if (!sink.digest().equals(file.digest())) {
        throw new IOException("`%s` changed while it was read; run again".formatted(file.name()));
      }
      return sink.keep();
    }
  }

  private Download download(Pin pin) throws IOException {
    return switch (pin) {
      case Pin.Deb deb ->
          new Download(
              deb.name(),
              addresses(deb),
              deb.digest(),
              OptionalLong.of(deb.size()),
              "; `oscc lock --update` takes the versions that the sources have now");
      case Pin.Url url ->
          new Download(
              Uris.withoutCredentials(url.uri()).toString(),
              List.of(url.uri()),
              url.digest(),
              OptionalLong.of(url.size()),
              "");
      case Pin.LocalFile file -> throw new IllegalArgumentException(file.name());
      case Pin.Folder folder -> throw new IllegalArgumentException(folder.name());
    };
  }

  /**
   * Where a deb may be: at the address in the lock, with this host's credentials if it has some for
   * that archive; then in the other archives that this host uses.
   */
  private List<URI> addresses(Pin.Deb deb) throws IOException {
    Set<URI> others = new LinkedHashSet<>();
    Set<URI> same = new LinkedHashSet<>();
    String path = Uris.encodePath(deb.path());
    for (URI base : mirrors.bases()) {
      URI address = URI.create(base + path);
      boolean isSame = Uris.withoutCredentials(address).equals(deb.uri());
      (isSame ? same : others).add(address);
    }
    if (same.isEmpty()) {
      same.add(deb.uri());
    }
    same.addAll(others);
    return List.copyOf(same);
  }

  private List<Blob> transfer(Iterable<Download> downloads) throws IOException {
    List<Download> all = new ArrayList<>();
    downloads.forEach(all::add);
    if (all.isEmpty()) {
      return List.of();
    }
    if (settings.offline()) {
      throw new IOException(
          "the store has no copy of %s%s, and --offline forbids to fetch"
              .formatted(
                  all.getFirst().name(),
                  all.size() == 1 ? "" : " and %d more".formatted(all.size() - 1)));
    }
    try (Transport transport = Transport.open(settings)) {
      return transfer(all, transport);
    }
  }

  private List<Blob> transfer(List<Download> all, Transport transport) throws IOException {
    ExecutorService workers =
        Executors.newFixedThreadPool(settings.parallel(), Thread.ofVirtual().factory());
    try {
      CompletionService<Blob> service = new ExecutorCompletionService<>(workers);
      for (Download download : all) {
        service.submit(() -> transport.run(download, store, progress));
      }
      List<Blob> blobs = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        blobs.add(service.take().get());
      }
      return blobs;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException("a transfer failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while fetching", e);
    } finally {
      // The first failure ends the others too: they would only delay its message.
      workers.shutdownNow();
      workers.close();
    }
  }
}
