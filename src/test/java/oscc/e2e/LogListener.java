package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
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

  /** Hears what comes over the first connection. */
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
      var in = new InputStreamReader(from.getInputStream(), StandardCharsets.UTF_8);
      BufferedReader reader = new BufferedReader(in);
      char[] some = new char[1 << 16];
      StringBuilder all = new StringBuilder();
      for (int n = reader.read(some); n >= 0; n = reader.read(some)) {
        all.append(some, 0, n);
        heard.add(all.toString());
      }
    } catch (IOException e) {
      heard.add("closed");
    }
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
