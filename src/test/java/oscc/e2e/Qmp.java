package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a test does to a machine from outside: pulls cables, plugs devices in, presses keys. */
final class Qmp implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final SocketChannel channel;
  private final BufferedReader answers;

  private Qmp(SocketChannel channel) {
    this.channel = channel;
    this.answers = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
  }

  /** The argument of {@code -qmp}. */
  static String listen(Path socket) {
    return "unix:%s,server=on,wait=off".formatted(socket);
  }

  /** Connects as soon as QEMU listens. */
  static Qmp connect(Path socket) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(UnixDomainSocketAddress.of(socket));
        Qmp qmp = new Qmp(channel);
        qmp.execute("'qmp_capabilities'");
        return qmp;
      } catch (IOException e) {
        channel.close();
        if (System.nanoTime() > end) {
          throw e;
        }
      }
      Thread.sleep(20);
    }
  }

  /** Presses keys at the same time, by the names of QEMU's {@code QKeyCode}. */
  void press(String... keys) throws IOException {
    String list =
        Stream.of(keys)
            .map("{'type': 'qcode', 'data': '%s'}"::formatted)
            .collect(Collectors.joining(", "));
    execute("'send-key', 'arguments': {'keys': [%s]}".formatted(list));
  }

  /**
   * Runs a command that must succeed.
   *
   * @param command the value of {@code execute} and what follows it, in single quotes
   */
  void execute(String command) throws IOException {
    String text = "{'execute': %s}\n".formatted(command).replace('\'', '"');
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    String line = answers.readLine();
    while (line != null && !line.contains("\"return\"") && !line.contains("\"error\"")) {
      line = answers.readLine();
    }
    assertThat(line).as(command).contains("\"return\"");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
