package oscc.vm;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oscc.json.JsonReader;
import oscc.json.JsonValue;
import oscc.json.JsonWriter;

/**
 * Speaks QMP with a QEMU: one JSON object on a line each way. {@code docs/interop/qmp-spec} and
 * {@code qemu-qmp-ref} of QEMU have the protocol. Used by one thread.
 */
public final class QmpClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final String NAME = "QMP";

  private static final Pattern FORWARD =
      Pattern.compile("HOST_FORWARD\\] +\\d+ +127\\.0\\.0\\.1 +(\\d+) +\\S+ +(\\d+) ");

  private final SocketChannel channel;
  private final Selector selector;
  private final StringBuilder pending = new StringBuilder();

  private QmpClient(SocketChannel channel, Selector selector) {
    this.channel = channel;
    this.selector = selector;
  }

  /** Connects to the socket of a QEMU and agrees on the capabilities: none. */
  public static QmpClient connect(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.configureBlocking(false);
      Selector selector = Selector.open();
      channel.register(selector, SelectionKey.OP_READ);
      QmpClient client = new QmpClient(channel, selector);
      client.execute("qmp_capabilities", JsonValue.object().build());
      return client;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Runs a command and returns what it returns. Events, and the greeting, are passed over.
   *
   * @throws IOException if QEMU refuses, with its words, or does not answer
   */
  private JsonValue execute(String command, JsonValue.Obj arguments) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    send(
        JsonValue.object().with("execute", command).with("arguments", arguments).build(), deadline);
    while (System.nanoTime() < deadline) {
      Optional<String> line = nextLine();
      if (line.isPresent() && JsonReader.read(NAME, line.get()) instanceof JsonValue.Obj answer) {
        Optional<JsonValue> error = answer.find("error");
        if (error.isPresent()) {
          throw new IOException("QEMU refuses `%s`: %s".formatted(command, words(error.get())));
        }
        Optional<JsonValue> returned = answer.find("return");
        if (returned.isPresent()) {
          return returned.get();
        }
      }
    }
    throw new IOException(
        "QEMU did not answer `%s` within %d s".formatted(command, PATIENCE.toSeconds()));
  }

  private static String words(JsonValue error) {
    return error instanceof JsonValue.Obj object
            && object.find("desc").orElse(error) instanceof JsonValue.Str(String text)
        ? text
        : JsonWriter.canonical(error);
  }

  private void send(JsonValue message, long deadline) throws IOException {
    byte[] bytes = (JsonWriter.canonical(message) + "\n").getBytes(StandardCharsets.UTF_8);
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      if (channel.write(rest) == 0) {
        if (System.nanoTime() > deadline) {
          throw new IOException("QEMU takes no commands");
        }
        LockSupport.parkNanos(LOOK.toNanos());
      }
    }
  }

  private Optional<String> nextLine() throws IOException {
    int end = pending.indexOf("\n");
    if (end >= 0) {
      String line = pending.substring(0, end);
      pending.delete(0, end + 1);
      return Optional.of(line);
    }
    selector.selectedKeys().clear();
    selector.select(LOOK.toMillis());
    ByteBuffer buffer = ByteBuffer.allocate(1 << 14);
    if (channel.read(buffer) < 0) {
      throw new IOException("QEMU has closed its socket");
    }
    // QEMU writes ASCII alone and escapes the rest.
    pending.append(StandardCharsets.US_ASCII.decode(buffer.flip()));
    return Optional.empty();
  }

  /** Writes what the machine's screen shows into a PNG file. */
  public void screendump(Path file) throws IOException {
    var arguments =
        JsonValue.object()
            .with("filename", file.toAbsolutePath().toString())
            .with("format", "png")
            .build();
    try {
      execute("screendump", arguments);
    } catch (IOException e) {
      boolean old = String.valueOf(e.getMessage()).contains("'format'");
      throw old ? new IOException("this QEMU writes no PNG; 7.1 and later do", e) : e;
    }
  }

  /**
   * Lets a port of the host's loopback lead to one of the machine, and returns it. QEMU takes one
   * that is free, so two machines never want the same.
   */
  public int forward(int guest) throws IOException {
    // What QMP has no command for, its older monitor does.
    String refused = monitor("hostfwd_add net0 tcp:127.0.0.1:0-:" + guest);
    if (!refused.isBlank()) {
      throw new IOException("QEMU forwards no port to %d: %s".formatted(guest, refused.strip()));
    }
    Matcher forwards = FORWARD.matcher(monitor("info usernet"));
    int port = 0;
    while (forwards.find()) {
      port =
          Integer.parseInt(forwards.group(2)) == guest ? Integer.parseInt(forwards.group(1)) : port;
    }
    if (port == 0) {
      throw new IOException("QEMU does not say which port leads to %d".formatted(guest));
    }
    return port;
  }

  private String monitor(String line) throws IOException {
    JsonValue said =
        execute("human-monitor-command", JsonValue.object().with("command-line", line).build());
    return said instanceof JsonValue.Str(String text) ? text : "";
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
