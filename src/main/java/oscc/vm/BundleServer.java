package oscc.vm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oscc.bundle.Artifact;
import oscc.verdict.Timeline.Phase;

/**
 * Serves the files of one bundle over HTTP on the host's loopback, which QEMU shows to its guest as
 * 10.0.2.2, and notes what was fetched when. It serves nothing else.
 */
final class BundleServer implements AutoCloseable {
  /** From one byte to the end; RFC 9110, "Range". */
  private static final Pattern REST = Pattern.compile("bytes=([0-9]{1,18})-");

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
    long size = Files.size(file);
    exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
    exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
    if (!exchange.getRequestMethod().equals("GET")) {
      exchange.getResponseHeaders().set("Content-Length", Long.toString(size));
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    Duration since = now();
    sendFrom(start(exchange, size), exchange, file);
    synchronized (fetches) {
      fetches.add(new Phase("fetch " + name, since, now().minus(since)));
    }
  }

  /** Where a transfer that broke wants to go on; other ranges are answered with the whole. */
  private static long start(HttpExchange exchange, long size) {
    String range = exchange.getRequestHeaders().getFirst("Range");
    Matcher rest = REST.matcher(range == null ? "" : range);
    return rest.matches() && Long.parseLong(rest.group(1)) < size
        ? Long.parseLong(rest.group(1))
        : 0;
  }

  private static void sendFrom(long start, HttpExchange exchange, Path file) throws IOException {
    long size = Files.size(file);
    if (start > 0) {
      String range = "bytes %d-%d/%d".formatted(start, size - 1, size);
      exchange.getResponseHeaders().set("Content-Range", range);
    }
    exchange.sendResponseHeaders(start > 0 ? 206 : 200, size == 0 ? -1 : size - start);
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = exchange.getResponseBody()) {
      in.skipNBytes(start);
      in.transferTo(out);
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
