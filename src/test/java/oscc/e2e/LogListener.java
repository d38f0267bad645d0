package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Hears on the host, which the guest sees as 10.0.2.2, what a machine says of itself. */
final class LogListener implements Closeable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final Closeable socket;
  private final int port;
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  private LogListener(Closeable socket, int port) {
    this.socket = socket;
    this.port = port;
  }

  /** Hears packets. */
  static LogListener udp() throws IOException {
    DatagramSocket socket = new DatagramSocket(0, LOOPBACK);
    LogListener listener = new LogListener(socket, socket.getLocalPort());
    Thread.ofVirtual().start(() -> listener.receive(socket));
    return listener;
  }

  /** Hears the lines that come over the first connection, each with its octet count. */
  static LogListener tcp() throws IOException {
    ServerSocket server = new ServerSocket();
    server.bind(new InetSocketAddress(LOOPBACK, 0));
    LogListener listener = new LogListener(server, server.getLocalPort());
    Thread.ofVirtual().start(() -> listener.read(server));
    return listener;
  }

  int port() {
    return port;
  }

  private void receive(DatagramSocket from) {
    byte[] bytes = new byte[1 << 16];
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
        from.receive(packet);
        heard.add(new String(bytes, 0, packet.getLength(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      heard.add("closed");
    }
  }

  private void read(ServerSocket server) {
    try (Socket from = server.accept()) {
      DataInputStream in = new DataInputStream(from.getInputStream());
      while (true) {
        byte[] line = new byte[octetCount(in)];
        in.readFully(line);
        heard.add(new String(line, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      heard.add("closed: " + e.getMessage());
    }
  }

  /** RFC 6587, 3.4.1: before each line its length in digits, and a space. */
  private static int octetCount(DataInputStream in) throws IOException {
    StringBuilder digits = new StringBuilder();
    for (int c = in.readUnsignedByte(); c != ' '; c = in.readUnsignedByte()) {
      digits.append((char) c);
      if (c < '0' || c > '9' || digits.length() > 5) {
        throw new IOException("no octet count: " + digits);
      }
    }
    return Integer.parseInt(digits.toString());
  }

  /** Waits for something like this; what comes before it is passed over. */
  void assertHears(String pattern) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String last = "nothing at all";
    while (true) {
      String text = heard.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertThat(text).as("nothing like %s; the last was %s", pattern, last).isNotNull();
      if (text.matches(pattern)) {
        return;
      }
      last = text;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
