package oscc.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import oscc.diag.Progress;
import oscc.resolve.MirrorUnavailable;
import oscc.resolve.Uris;
import oscc.store.Blob;
import oscc.store.BlobSink;
import oscc.store.FullDisk;
import oscc.store.Store;

/** Fetches single files: address by address, attempt by attempt, checked while they come. */
final class Transport implements AutoCloseable {
  /** Progress is told after this many bytes. */
  private static final int STEP = 1 << 18;

  private final FetchSettings settings;
  private final HttpReader http;

  private Transport(FetchSettings settings, HttpReader http) {
    this.settings = settings;
    this.http = http;
  }

  static Transport open(FetchSettings settings) {
    return new Transport(settings, HttpReader.open(settings));
  }

  /** Some bytes of a file, from {@code offset} on. */
  record Body(InputStream in, long offset) {}

  /** The server has no such file or does not give it; asking again is useless. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  /** The file came whole and is not what was asked for. */
  private static final class WrongBytes extends IOException {
    private static final long serialVersionUID = 1;

    WrongBytes(String message) {
      super(message);
    }
  }

  Blob run(Download download, Store store, Progress progress) throws IOException {
    IOException failure = new IOException("%s has no address".formatted(download.name()));
    boolean first = true;
    for (URI address : download.addresses()) {
      try (BlobSink sink = store.newBlob()) {
        return attempt(address, download, sink, progress);
      } catch (IOException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        // What the lock's own address answers says most; other archives are second guesses.
        failure = first ? e : failure;
        first = false;
      }
    }
    if (failure instanceof Refused) {
      throw new IOException(
          "no source has %s any more: %s%s"
              .formatted(download.name(), failure.getMessage(), download.remedy()),
          failure);
    }
    throw failure;
  }

  private Blob attempt(URI address, Download download, BlobSink sink, Progress progress)
      throws IOException {
    String shown = Uris.withoutCredentials(address).toString();
    Duration pause = settings.pause();
    for (int i = 1; ; i++) {
      boolean resumed = sink.size() > 0;
      try {
        receive(address, download, sink, progress);
        check(shown, download, sink);
        return sink.keep();
      } catch (Refused | FullDisk e) {
        throw e;
      } catch (WrongBytes e) {
        // Halves of two versions of a file make a third: begin anew before blaming the server.
        if (!resumed || i == settings.attempts()) {
          throw e;
        }
        sink.restart();
      } catch (IOException e) {
        if (i == settings.attempts() || Thread.currentThread().isInterrupted()) {
          throw new MirrorUnavailable(
              "%s could not be fetched in %d attempts: %s".formatted(shown, i, reason(e)), e);
        }
        sleep(pause);
        pause = pause.multipliedBy(2);
      }
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private void receive(URI address, Download download, BlobSink sink, Progress progress)
      throws IOException {
    try (HttpReader.Reading reading = open(address, sink.size())) {
      Body body = reading.body();
      if (body.offset() != sink.size()) {
        sink.restart();
      }
      copy(body.in(), download, sink, progress);
    }
  }

  private void copy(InputStream in, Download download, BlobSink sink, Progress progress)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    long limit = download.size().orElse(Long.MAX_VALUE);
    long told = sink.size();
    for (int n = in.read(buffer); n >= 0 && sink.size() <= limit; n = in.read(buffer)) {
      sink.write(buffer, 0, n);
      if (sink.size() - told >= STEP) {
        told = sink.size();
        progress.on(new Progress.Event.Download(download.name(), told, download.size().orElse(-1)));
      }
    }
    progress.on(
        new Progress.Event.Download(download.name(), sink.size(), download.size().orElse(-1)));
  }

  private static void check(String shown, Download download, BlobSink sink) throws IOException {
    long size = download.size().orElse(sink.size());
    if (sink.size() != size) {
      throw new WrongBytes(
          "%s has %s%d bytes, expected %d"
              .formatted(shown, sink.size() > size ? "at least " : "", sink.size(), size));
    }
    if (!sink.digest().equals(download.digest())) {
      throw new WrongBytes(
          "%s has sha256 %s, expected %s".formatted(shown, sink.digest(), download.digest()));
    }
  }

  /** Opens an address of any kind that apt's sources and manifests have. */
  private HttpReader.Reading open(URI address, long offset) throws IOException {
    String scheme = String.valueOf(address.getScheme());
    return switch (scheme) {
      case "http", "https" -> http.open(address, offset);
      case "file", "copy" -> openFile(Path.of(address.getPath()));
      default ->
          throw new Refused(
              "%s: addresses with `%s` are not supported"
                  .formatted(Uris.withoutCredentials(address), scheme));
    };
  }

  private static HttpReader.Reading openFile(Path file) throws IOException {
    try {
      InputStream in = Files.newInputStream(file);
      return new HttpReader.Reading(new Body(in, 0), in);
    } catch (NoSuchFileException e) {
      throw new Refused("there is no file " + file);
    }
  }

  private static void sleep(Duration pause) throws IOException {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while fetching", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
