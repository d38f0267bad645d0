package oscc.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleServerTest {
  @TempDir private Path bundle;

  @ParameterizedTest
  @CsvSource({
    "bytes=0-, 200, 0123456789",
    "bytes=4-, 206, 456789",
    "bytes=9-, 206, 9",
    "bytes=10-, 200, 0123456789",
    "bytes=2-3, 200, 0123456789",
    "lines=4-, 200, 0123456789",
  })
  void a_transfer_that_broke_goes_on_where_it_was(String range, int status, String text)
      throws Exception {
    Files.writeString(bundle.resolve("rootfs.squashfs"), "0123456789");

    HttpResponse<String> response = get("rootfs.squashfs", range);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).isEqualTo(text);
    if (status == 206) {
      assertThat(response.headers().firstValue("Content-Range").orElseThrow())
          .isEqualTo("bytes %d-9/10".formatted(10 - text.length()));
    }
  }

  @Test
  void nothing_but_files_of_the_bundle_is_served() throws Exception {
    Files.writeString(bundle.resolve("secret"), "");

    assertThat(get("secret", "bytes=0-").statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> get(String name, String range) throws Exception {
    try (BundleServer server = BundleServer.start(bundle);
        HttpClient client = HttpClient.newHttpClient()) {
      URI address = URI.create("http://127.0.0.1:%d/%s".formatted(server.port(), name));
      return client.send(
          HttpRequest.newBuilder(address).header("Range", range).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
