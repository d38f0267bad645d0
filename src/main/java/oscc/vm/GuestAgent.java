package oscc.vm;

import java.io.ByteArrayOutputStream;
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

/**
 * Runs shell scripts in a machine: the host's side of the protocol in {@code docs/format/agent.md}.
 * It is used by one thread.
 */
public final class GuestAgent implements AutoCloseable {
  /** What an emulated machine may take beyond the limit of a script itself. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private static final Duration LOOK = Duration.ofMillis(100);

  private final Path socket;
  private final Watcher watcher;
  private final Duration patience;
  private final AgentReplies replies = new AgentReplies();
  private Optional<Line> line = Optional.empty();
  private Optional<String> givenUp = Optional.empty();
  private int last;

  /** Who watches the machine meanwhile. */
  interface Watcher {
    /** Throws what makes waiting for the machine senseless. */
    void check() throws IOException;

    /** Why an agent does not greet. */
    String whyNoAgent();
  }

  private record Line(SocketChannel channel, Selector selector) {}

  /**
   * An agent that is spoken to when first needed.
   *
   * @param socket where QEMU listens
   * @param patience how long the agent may take to greet; it starts long before a machine is ready
   */
  GuestAgent(Path socket, Watcher watcher, Duration patience) {
    this.socket = socket;
    this.watcher = watcher;
    this.patience = patience;
  }

  /**
   * How a script ended.
   *
   * @param status that of the shell
   * @param output both streams, one character per byte
   */
  public record Reply(int status, String output) {}

  /**
   * Runs a script in the machine with busybox's shell, as root, and waits for its end. Processes
   * that it leaves behind go on.
   *
   * @throws IOException if the machine has no agent or fails meanwhile, or the script takes longer
   *     or writes more than it may; the message says which
   */
  public Reply run(String shellScript, Duration within) throws IOException, InterruptedException {
    awaitGreeting();
    last++;
    byte[] script = shellScript.getBytes(StandardCharsets.UTF_8);
    long seconds = Math.max(1, within.plusMillis(999).toSeconds());
    send("\noscc-run %d %d %d\n".formatted(last, seconds, script.length), script);
    int starts = replies.starts();
    Optional<AgentReplies.Raw> reply = Optional.empty();
    long deadline = System.nanoTime() + within.plus(GRACE).toNanos();
    while (reply.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "the agent did not answer within %d s".formatted(within.plus(GRACE).toSeconds()));
      }
      listen();
      if (replies.starts() > starts) {
        throw new IOException("the machine started anew while a script ran in it");
      }
      reply = replies.take(last);
    }
    return reply(reply.get(), within);
  }

  private static Reply reply(AgentReplies.Raw raw, Duration within) throws IOException {
    return switch (raw.status()) {
      case "time" ->
          throw new IOException("the script still ran after %d s".formatted(within.toSeconds()));
      case "size" -> throw new IOException("the script wrote more than 1 MiB");
      default -> new Reply(Integer.parseInt(raw.status()), raw.output());
    };
  }

  /** The machine is about to start again: what its agent said so far does not count. */
  void forget() {
    replies.forget();
    givenUp = Optional.empty();
  }

  /** Waits until the agent has said that it is there. */
  private void awaitGreeting() throws IOException, InterruptedException {
    if (givenUp.isPresent()) {
      throw new IOException(givenUp.get());
    }
    long deadline = System.nanoTime() + patience.toNanos();
    while (!replies.isGreeted()) {
      if (System.nanoTime() > deadline) {
        givenUp = Optional.of(watcher.whyNoAgent());
        throw new IOException(givenUp.get());
      }
      listen();
    }
  }

  /** Takes in what the agent has said, or waits a moment for it. */
  private void listen() throws IOException, InterruptedException {
    watcher.check();
    Line open = line.isPresent() ? line.get() : connect();
    open.selector.selectedKeys().clear();
    open.selector.select(LOOK.toMillis());
    if (Thread.interrupted()) {
      throw new InterruptedException("nobody waits for the agent any more");
    }
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    int count = open.channel.read(buffer);
    if (count < 0) {
      // QEMU has ended; why is for who watches the console to say.
      Thread.sleep(LOOK.toMillis());
      watcher.check();
      throw new IOException("QEMU has closed the line to the agent");
    }
    replies.accept(buffer.flip());
  }

  private Line connect() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.configureBlocking(false);
      Selector selector = Selector.open();
      channel.register(selector, SelectionKey.OP_READ);
      line = Optional.of(new Line(channel, selector));
      return line.get();
    } catch (IOException e) {
      channel.close();
      givenUp = Optional.of("QEMU has no line to the agent: " + e.getMessage());
      throw new IOException(givenUp.get(), e);
    }
  }

  private void send(String header, byte[] body) throws IOException, InterruptedException {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(body);
    ByteBuffer rest = ByteBuffer.wrap(bytes.toByteArray());
    Line open = line.orElseThrow();
    long deadline = System.nanoTime() + GRACE.toNanos();
    while (rest.hasRemaining()) {
      if (open.channel.write(rest) == 0) {
        watcher.check();
        if (System.nanoTime() > deadline) {
          throw new IOException("the agent takes no script");
        }
        Thread.sleep(LOOK.toMillis());
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (line.isPresent()) {
      line.get().selector.close();
      line.get().channel.close();
    }
  }
}
