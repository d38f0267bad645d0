package oscc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.diag.Progress;
import oscc.resolve.MirrorUnavailable;
import oscc.resolve.Pin;
import oscc.store.Blob;
import oscc.store.Digest;
import oscc.store.Store;

class FetcherTest {
  @TempDir Path folder;
  private Store store;
  private HttpServer server;
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final byte[] bytes = new byte[300_000];

  @BeforeEach
  void a_server() throws IOException {
    new Random(7).nextBytes(bytes);
    store = Store.open(folder.resolve("store"));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @AfterEach
  void the_server_ends() {
    server.stop(0);
  }

  private void serve(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          String range = String.valueOf(exchange.getRequestHeaders().getFirst("Range"));
          requests.add(exchange.getRequestURI() + " " + range);
          try (exchange) {
            handler.handle(exchange);
          }
        });
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  /** Promises everything, sends {@code n} bytes and hangs up. */
  private void sendPart(HttpExchange exchange, int n) throws IOException {
    exchange.sendResponseHeaders(200, bytes.length);
    OutputStream out = exchange.getResponseBody();
    out.write(bytes, 0, n);
    out.flush();
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
  }

  private Pin.Url pin(String path) {
    return new Pin.Url(at(path), Digest.of(bytes), bytes.length);
  }

  private static FetchSettings settings(ProxySettings proxies) {
    return new FetchSettings(false, proxies, Duration.ofSeconds(2), 3, Duration.ofMillis(10), 4);
  }

  private Fetcher fetcher() {
    return new Fetcher(store, settings(ProxySettings.NONE), Mirrors.NONE, Progress.NONE);
  }

  @Test
  void blobs_come_in_the_order_of_their_pins_each_once() throws IOException {
    byte[] other = "other".getBytes(StandardCharsets.UTF_8);
    serve("/big", exchange -> send(exchange, 200, bytes));
    serve("/small", exchange -> send(exchange, 200, other));
    Pin.Url small = new Pin.Url(at("/small"), Digest.of(other), other.length);

    List<Blob> blobs = fetcher().fetchAll(List.of(pin("/big"), small, pin("/big")));

    assertThat(blobs.get(0).file()).hasBinaryContent(bytes);
    assertThat(blobs.get(1).file()).hasBinaryContent(other);
    assertThat(blobs.get(2)).isEqualTo(blobs.get(0));
    assertThat(requests).hasSize(2);
    assertThat(fetcher().fetchAll(List.of(small))).containsExactly(blobs.get(1));
    assertThat(requests).hasSize(2);
  }

  @Test
  void a_broken_transfer_goes_on_where_it_broke() throws IOException {
    serve(
        "/file",
        exchange -> {
          String range = String.valueOf(exchange.getRequestHeaders().getFirst("Range"));
          if (range.equals("null")) {
            sendPart(exchange, 100_000);
            return;
          }
          int from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
          exchange
              .getResponseHeaders()
              .set(
                  "Content-Range",
                  "bytes %d-%d/%d".formatted(from, bytes.length - 1, bytes.length));
          send(exchange, 206, Arrays.copyOfRange(bytes, from, bytes.length));
        });

    Blob blob = fetcher().fetchAll(List.of(pin("/file"))).getFirst();

    assertThat(blob.file()).hasBinaryContent(bytes);
    assertThat(requests).hasSize(2);
    assertThat(requests.get(1)).matches("/file bytes=[1-9]\\d*-");
  }

  @Test
  void a_server_without_ranges_is_asked_for_everything_again() throws IOException {
    serve(
        "/file",
        exchange -> {
          if (requests.size() == 1) {
            sendPart(exchange, 100_000);
          } else {
            send(exchange, 200, bytes);
          }
        });

    assertThat(fetcher().fetchAll(List.of(pin("/file"))).getFirst().file()).hasBinaryContent(bytes);
  }

  @Test
  void a_file_that_changed_between_two_halves_is_fetched_anew() throws IOException {
    serve(
        "/file",
        exchange -> {
          if (requests.size() == 1) {
            byte[] old = new byte[bytes.length];
            exchange.sendResponseHeaders(200, old.length);
            exchange.getResponseBody().write(old, 0, 1000);
            exchange.getResponseBody().flush();
          } else if (requests.size() == 2) {
            String range = String.valueOf(exchange.getRequestHeaders().getFirst("Range"));
            int from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
            exchange.getResponseHeaders().set("Content-Range", "bytes %d-*/*".formatted(from));
            send(exchange, 206, Arrays.copyOfRange(bytes, from, bytes.length));
          } else {
            send(exchange, 200, bytes);
          }
        });

    assertThat(fetcher().fetchAll(List.of(pin("/file"))).getFirst().file()).hasBinaryContent(bytes);
    assertThat(requests).hasSize(3);
  }

  @Test
  void a_wrong_digest_names_address_expected_and_found() {
    byte[] wrong = bytes.clone();
    wrong[5]++;
    serve("/file", exchange -> send(exchange, 200, wrong));

    assertThatThrownBy(() -> fetcher().fetchAll(List.of(pin("/file"))))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "%s has sha256 %s, expected %s"
                .formatted(at("/file"), Digest.of(wrong), Digest.of(bytes)));
    assertThat(requests).hasSize(1);
  }

  @Test
  void a_file_that_never_ends_is_cut_off_at_its_size() {
    serve(
        "/file",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          while (true) {
            exchange.getResponseBody().write(bytes);
          }
        });

    assertThatThrownBy(() -> fetcher().fetchAll(List.of(pin("/file"))))
        .hasMessageContaining("expected 300000");
  }

  @Test
  void a_file_that_is_gone_is_not_asked_for_twice() {
    serve("/pool", exchange -> send(exchange, 404, new byte[0]));
    Pin.Deb deb =
        new Pin.Deb("app", "1", "all", at("/pool/a.deb"), "pool/a.deb", Digest.of(bytes), 300_000);

    assertThatThrownBy(() -> fetcher().fetchAll(List.of(deb)))
        .hasMessageContaining("app 1")
        .hasMessageContaining("404")
        .hasMessageContaining("oscc lock --update");
    assertThat(requests).hasSize(1);
  }

  @Test
  void a_server_in_trouble_is_asked_again_and_then_named() {
    serve("/file", exchange -> send(exchange, 503, new byte[0]));

    assertThatThrownBy(() -> fetcher().fetchAll(List.of(pin("/file"))))
        .isInstanceOf(MirrorUnavailable.class)
        .hasMessageContaining(at("/file").toString())
        .hasMessageContaining("503");
    assertThat(requests).hasSize(3);
  }

  @Test
  void a_server_that_falls_silent_is_given_up() {
    serve(
        "/file",
        exchange -> {
          sendPart(exchange, 10);
          sleep(Duration.ofSeconds(30));
        });
    FetchSettings impatient =
        new FetchSettings(
            false, ProxySettings.NONE, Duration.ofMillis(300), 2, Duration.ofMillis(1), 4);

    assertThatThrownBy(() ->
            new Fetcher(store, impatient, Mirrors.NONE, Progress.NONE)
                .fetchAll(List.of(pin("/file"))))
        .isInstanceOf(MirrorUnavailable.class)
        .hasMessageContaining("sent nothing");
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_port_where_nobody_listens_is_named() {
    int port = server.getAddress().getPort();
    server.stop(0);

    assertThatThrownBy(() -> fetcher().fetchAll(List.of(pin("/file"))))
        .isInstanceOf(MirrorUnavailable.class)
        .hasMessageContaining("127.0.0.1:" + port);
  }

  @Test
  void redirects_are_followed_without_the_password() throws IOException {
    List<String> passwords = Collections.synchronizedList(new ArrayList<>());
    serve(
        "/old",
        exchange -> {
          passwords.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          String port = Integer.toString(server.getAddress().getPort());
          exchange.getResponseHeaders().set("Location", "http://localhost:" + port + "/new");
          send(exchange, 302, new byte[0]);
        });
    serve(
        "/new",
        exchange -> {
          passwords.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          send(exchange, 200, bytes);
        });
    URI secret = URI.create(at("/old").toString().replace("//", "//me:secret@"));

    fetcher().fetchAll(List.of(new Pin.Url(secret, Digest.of(bytes), bytes.length)));

    assertThat(passwords).containsExactly("Basic bWU6c2VjcmV0", "null");
  }

  @Test
  void a_deb_is_found_in_the_archives_of_this_host_with_their_password() throws IOException {
    List<String> passwords = Collections.synchronizedList(new ArrayList<>());
    serve(
        "/mirror/pool/a%2bb.deb",
        exchange -> {
          passwords.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          send(exchange, 200, bytes);
        });
    server.createContext(
        "/mirror/",
        exchange -> {
          passwords.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          try (exchange) {
            send(exchange, 200, bytes);
          }
        });
    URI mirror = URI.create(at("/mirror/").toString().replace("//", "//me:secret@"));
    Pin.Deb deb =
        new Pin.Deb(
            "app",
            "1",
            "all",
            at("/gone/pool/a%2bb.deb"),
            "pool/a+b.deb",
            Digest.of(bytes),
            300_000);

    Blob blob =
        new Fetcher(store, settings(ProxySettings.NONE), () -> List.of(mirror), Progress.NONE)
            .fetchAll(List.of(deb))
            .getFirst();

    assertThat(blob.file()).hasBinaryContent(bytes);
    assertThat(passwords).containsExactly("Basic bWU6c2VjcmV0");
  }

  @Test
  void archives_on_disk_need_no_network() throws IOException {
    Path deb = Files.write(folder.resolve("a b.deb"), bytes);
    Pin.Deb pin = new Pin.Deb("app", "1", "all", deb.toUri(), "a b.deb", Digest.of(bytes), 300_000);

    assertThat(fetcher().fetchAll(List.of(pin)).getFirst().file()).hasBinaryContent(bytes);
  }

  @Test
  void a_local_file_is_copied_and_a_changed_one_refused() throws IOException {
    Path file = Files.write(folder.resolve("x.tar"), bytes);
    Pin.LocalFile pin = new Pin.LocalFile(file, "x.tar", Digest.of(bytes), bytes.length);
    Blob blob = fetcher().fetchAll(List.of(pin)).getFirst();
    assertThat(blob.file()).isNotEqualTo(file).hasBinaryContent(bytes);

    Files.delete(blob.file());
    Files.writeString(file, "edited");
    assertThatThrownBy(() -> fetcher().fetchAll(List.of(pin)))
        .hasMessageContaining("`x.tar` changed");
  }

  @Test
  void offline_names_what_is_missing() {
    Fetcher offline =
        new Fetcher(
            store, settings(ProxySettings.NONE).withoutNetwork(), Mirrors.NONE, Progress.NONE);

    assertThatThrownBy(() -> offline.fetchAll(List.of(pin("/file"))))
        .hasMessageContaining(at("/file").toString())
        .hasMessageContaining("--offline");
    assertThat(requests).isEmpty();
  }

  @Test
  void a_proxy_gets_the_request_and_its_password() throws IOException {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    serve(
        "/",
        exchange -> {
          seen.add(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
          send(exchange, 200, bytes);
        });
    ProxySettings proxies =
        ProxySettings.of(Map.of("HTTP_PROXY", at("").toString().replace("//", "//me:se%40cret@")));
    Pin.Url far = new Pin.Url(URI.create("http://far.invalid/x"), Digest.of(bytes), bytes.length);

    new Fetcher(store, settings(proxies), Mirrors.NONE, Progress.NONE).fetchAll(List.of(far));

    assertThat(seen).containsExactly("http://far.invalid/x Basic bWU6c2VAY3JldA==");
  }

  @Test
  void a_damaged_blob_is_fetched_again() throws IOException {
    serve("/file", exchange -> send(exchange, 200, bytes));
    Blob blob = fetcher().fetchAll(List.of(pin("/file"))).getFirst();
    Files.delete(blob.file());
    Files.write(blob.file(), Arrays.copyOf(bytes, 77));

    assertThat(fetcher().fetchAll(List.of(pin("/file"))).getFirst().file()).hasBinaryContent(bytes);
    assertThat(requests).hasSize(2);
  }

  @Test
  void progress_ends_with_the_whole_size() throws IOException {
    serve("/file", exchange -> send(exchange, 200, bytes));
    List<Progress.Event> events = Collections.synchronizedList(new ArrayList<>());

    new Fetcher(store, settings(ProxySettings.NONE), Mirrors.NONE, events::add)
        .fetchAll(List.of(pin("/file")));

    assertThat(events.getLast())
        .isEqualTo(new Progress.Event.Download(at("/file").toString(), 300_000, 300_000));
  }
}
