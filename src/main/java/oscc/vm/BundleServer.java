package oscc.vm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import oscc.bundle.Artifact;
import oscc.verdict.Timeline.Phase;

/**
 * Serves the files of one bundle over HTTP on the host's loopback, which QEMU shows to its guest as
 * 10.0.2.2, and notes what was fetched when. It serves nothing else.
 */
final class BundleServer implements AutoCloseable {
  private final Path bundle;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final long start = System.nanoTime();
  private final List<Phase> fetches = new ArrayList<>();

  private BundleServer(Path bundle, HttpServer server) {
    this.bundle = bundle;
    this.server = server;
  }

  static BundleServer start(Path bundle) throws IOException {
    var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    BundleServer served = new BundleServer(bundle, HttpServer.create(anyPort, 0));
    served.server.createContext("/", served::answer);
    served.server.setExecutor(served.threads);
    served.server.start();
    return served;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** The address of a file as the guest sees it. */
  String guestUrl(Artifact artifact) {
    return "http://10.0.2.2:%d/%s".formatted(port(), artifact.fileName());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String name = exchange.getRequestURI().getPath().substring(1);
      Optional<Path> file =
          Artifact.of(name).map(a -> bundle.resolve(a.fileName())).filter(Files::isRegularFile);
      if (file.isEmpty()) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      send(exchange, name, file.get());
    }
  }

  private void send(HttpExchange exchange, String name, Path file) throws IOException {
    boolean body = exchange.getRequestMethod().equals("GET");
    long size = Files.size(file);
    exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
    if (!body) {
      exchange.getResponseHeaders().set("Content-Length", Long.toString(size));
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    Duration since = now();
    exchange.sendResponseHeaders(200, size == 0 ? -1 : size);
    try (OutputStream out = exchange.getResponseBody()) {
      Files.copy(file, out);
    }
    synchronized (fetches) {
      fetches.add(new Phase("fetch " + name, since, now().minus(since)));
    }
  }

  private Duration now() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** What was fetched whole so far; times count from the start of the server. */
  List<Phase> fetches() {
    synchronized (fetches) {
      return List.copyOf(fetches);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
