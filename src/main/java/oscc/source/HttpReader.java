package oscc.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.Optional;
import oscc.resolve.Uris;

/** Opens addresses with http and https: proxies, redirects, ranges, silence. */
final class HttpReader implements AutoCloseable {
  private static final int REDIRECTS = 10;

  private final FetchSettings settings;
  private final HttpClient client;

  private HttpReader(FetchSettings settings, HttpClient client) {
    this.settings = settings;
    this.client = client;
  }

  static HttpReader open(FetchSettings settings) {
    if (settings.proxies().https().flatMap(ProxySettings.Server::credentials).isPresent()) {
      // The JDK reads this once, before its first tunnel: without it a password for the proxy is
      // dropped, since it goes to the proxy unencrypted. The user who wrote it there wants that.
      System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
    }
    return new HttpReader(
        settings,
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.patience())
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(new Selector(settings.proxies()))
            .build());
  }

  /** An open file: its body, and what to close. */
  record Reading(Transport.Body body, Closeable end) implements Closeable {
    @Override
    public void close() throws IOException {
      end.close();
    }
  }

  /** Opens an address; the body begins at {@code offset}, or at 0 where the server wants so. */
  Reading open(URI start, long offset) throws IOException {
    URI address = Uris.withoutCredentials(start);
    Optional<String> credentials = Optional.ofNullable(start.getUserInfo());
    for (int i = 0; i < REDIRECTS; i++) {
      HttpResponse<InputStream> response = send(address, credentials, offset);
      int status = response.statusCode();
      if (status == 200 || status == 206) {
        long at = status == 206 ? rangeStart(response) : 0;
        SilenceWatch watched = SilenceWatch.over(response.body(), settings.patience(), address);
        return new Reading(new Transport.Body(watched, at), watched);
      }
      response.body().close();
      if (status == 416 && offset > 0) {
        return open(start, 0);
      }
      URI next = target(address, response);
      // A password is for the server that it was written for.
      if (!sameServer(address, next)) {
        credentials = Optional.empty();
      }
      address = next;
    }
    throw new Transport.Refused("%s: more than %d redirects".formatted(start, REDIRECTS));
  }

  private HttpResponse<InputStream> send(URI address, Optional<String> credentials, long offset)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).timeout(settings.patience()).header("User-Agent", "oscc");
    if (offset > 0) {
      request.header("Range", "bytes=" + offset + "-");
    }
    credentials.ifPresent(c -> request.header("Authorization", ProxySettings.basic(c)));
    settings
        .proxies()
        .forAddress(address)
        .flatMap(ProxySettings.Server::authorization)
        .ifPresent(value -> request.header("Proxy-Authorization", value));
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (HttpTimeoutException e) {
      throw new IOException(
          "%s does not answer within %d s"
              .formatted(server(address), settings.patience().toSeconds()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while fetching", e);
    } catch (IOException e) {
      String reason = e.getMessage() == null ? "no connection" : e.getMessage();
      throw new IOException("%s: %s".formatted(server(address), reason), e);
    }
  }

  private String server(URI address) {
    return settings
        .proxies()
        .forAddress(address)
        .map(p -> "proxy %s:%d for %s".formatted(p.host(), p.port(), address.getHost()))
        .orElse(String.valueOf(address.getAuthority()));
  }

  private URI target(URI address, HttpResponse<InputStream> response) throws IOException {
    int status = response.statusCode();
    Optional<String> location = response.headers().firstValue("Location");
    if (status >= 500 || status == 429 || status == 408) {
      throw new IOException("%s answers %d".formatted(address, status));
    }
    if (status < 300 || status >= 400 || location.isEmpty()) {
      throw new Transport.Refused("%s answers %d".formatted(address, status));
    }
    URI next;
    try {
      next = address.resolve(location.get());
    } catch (IllegalArgumentException e) {
      throw new Transport.Refused("%s redirects to no address".formatted(address));
    }
    String scheme = String.valueOf(next.getScheme());
    boolean down = address.getScheme().equals("https") && !scheme.equals("https");
    if (down || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new Transport.Refused("%s redirects to %s, which is refused".formatted(address, next));
    }
    return next;
  }

  private static boolean sameServer(URI a, URI b) {
    return String.valueOf(a.getScheme()).equals(b.getScheme())
        && String.valueOf(a.getAuthority()).equals(b.getAuthority());
  }

  /** Where a part begins; RFC 9110, 14.4. */
  private static long rangeStart(HttpResponse<InputStream> response) throws IOException {
    String range = response.headers().firstValue("Content-Range").orElse("");
    String digits = range.replaceFirst("^bytes (\\d{1,18})-.*$", "$1");
    if (digits.isEmpty() || digits.equals(range)) {
      response.body().close();
      throw new IOException("%s answers with a part of unknown place".formatted(response.uri()));
    }
    return Long.parseLong(digits);
  }

  /** Finds the proxy of an address. */
  private static final class Selector extends ProxySelector {
    private final ProxySettings proxies;

    Selector(ProxySettings proxies) {
      this.proxies = proxies;
    }

    @Override
    public List<Proxy> select(URI uri) {
      return List.of(
          proxies
              .forAddress(uri)
              .map(p -> new Proxy(Proxy.Type.HTTP, new InetSocketAddress(p.host(), p.port())))
              .orElse(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      // The failure reaches the caller of the client; there is no other proxy to turn to.
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
