package oscc.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves one package layer in three ways: {@code /good/}, {@code /flipped/} with one byte changed,
 * and {@code /broken/}, whose first transfer ends in the middle.
 */
final class RootServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> ranges = new CopyOnWriteArrayList<>();
  private volatile byte[] root = {};

  private RootServer(HttpServer server) {
    this.server = server;
  }

  static RootServer start() throws IOException {
    var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    RootServer served = new RootServer(HttpServer.create(anyPort, 0));
    served.server.createContext("/", served::answer);
    served.server.setExecutor(served.threads);
    served.server.start();
    return served;
  }

  /** The address of a folder as the guest sees it. */
  String url(String folder) {
    return "http://10.0.2.2:%d/%s/".formatted(server.getAddress().getPort(), folder);
  }

  void serve(Path file) throws IOException {
    root = Files.readAllBytes(file);
  }

  /** What was asked for with {@code Range} so far. */
  List<String> ranges() {
    return List.copyOf(ranges);
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] bytes = root.clone();
    String path = exchange.getRequestURI().getPath();
    String range = exchange.getRequestHeaders().getFirst("Range");
    try (exchange) {
      if (path.startsWith("/flipped/")) {
        bytes[bytes.length / 2] ^= 1;
      }
      if (range == null) {
        exchange.sendResponseHeaders(200, bytes.length);
        int end = path.startsWith("/broken/") ? bytes.length / 3 : bytes.length;
        // Closing a body that is too short closes the connection.
        try (OutputStream out = exchange.getResponseBody()) {
          out.write(bytes, 0, end);
        }
        return;
      }
      ranges.add(range);
      int start = Integer.parseInt(range.replaceAll("[^0-9]", ""));
      exchange.sendResponseHeaders(206, bytes.length - start);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes, start, bytes.length - start);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
