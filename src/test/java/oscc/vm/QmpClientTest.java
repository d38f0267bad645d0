package oscc.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** QMP with a thread in place of QEMU, which gives its answers in turn. */
class QmpClientTest {
  private static final String GREETING =
      "{\"QMP\": {\"version\": {\"qemu\": {\"major\": 7}}, \"capabilities\": [\"oob\"]}}\r\n";
  private static final String DONE = "{\"return\": {}}\r\n";
  private static final String EVENT =
      "{\"event\": \"RESET\", \"timestamp\": {\"seconds\": 1, \"microseconds\": 2}}\r\n";

  @TempDir private Path folder;
  private ServerSocketChannel server;

  @BeforeEach
  void listen() throws IOException {
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(folder.resolve("qmp")));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private QmpClient client(String... answers) throws IOException {
    Thread.ofVirtual().start(() -> serve(List.of(answers)));
    return QmpClient.connect(folder.resolve("qmp"));
  }

  private void serve(List<String> answers) {
    try (SocketChannel channel = server.accept()) {
      send(channel, GREETING);
      channel.read(ByteBuffer.allocate(1 << 12));
      send(channel, DONE);
      for (String answer : answers) {
        channel.read(ByteBuffer.allocate(1 << 12));
        send(channel, answer);
      }
      channel.read(ByteBuffer.allocate(1));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** In two pieces, as a socket may bring it. */
  private static void send(SocketChannel channel, String text) throws IOException {
    int half = text.length() / 2;
    for (String part : List.of(text.substring(0, half), text.substring(half))) {
      channel.write(ByteBuffer.wrap(part.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void events_are_passed_over() throws Exception {
    try (QmpClient qmp = client(EVENT + DONE, DONE)) {
      qmp.screendump(folder.resolve("x.png"));
      qmp.screendump(folder.resolve("y.png"));
    }
  }

  @Test
  void what_qemu_refuses_is_told_in_its_words() throws Exception {
    String refusal = "{\"error\": {\"class\": \"GenericError\", \"desc\": \"no console\"}}\r\n";
    try (QmpClient qmp = client(refusal)) {
      assertThatThrownBy(() -> qmp.screendump(folder.resolve("x.png")))
          .isInstanceOf(IOException.class)
          .hasMessage("QEMU refuses `screendump`: no console");
    }
  }

  @Test
  void an_old_qemu_that_writes_no_png_is_told_from_others() throws Exception {
    String refusal =
        "{\"error\": {\"class\": \"GenericError\", \"desc\": \"Parameter 'format' is"
            + " unexpected\"}}\n";
    try (QmpClient qmp = client(refusal)) {
      assertThatThrownBy(() -> qmp.screendump(folder.resolve("x.png")))
          .hasMessageContaining("7.1 and later");
    }
  }

  @Test
  void a_forwarded_port_is_the_one_that_qemu_took() throws Exception {
    String table =
        "{\"return\": \"Hub -1 (net0):\\r\\n  Protocol[State]    FD  Source Address  Port   Dest."
            + " Address  Port RecvQ SendQ\\r\\n  TCP[HOST_FORWARD]  21       127.0.0.1 45353"
            + "       10.0.2.15    22     0     0\\r\\n\"}\r\n";
    try (QmpClient qmp = client("{\"return\": \"\"}\r\n", table)) {
      assertThat(qmp.forward(22)).isEqualTo(45353);
    }
  }
}
