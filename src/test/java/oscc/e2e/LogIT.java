package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Lines of a machine arrive at listeners on the host, which the guest sees as 10.0.2.2. */
class LogIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @Test
  void rsyslog_and_netconsole_reach_the_host() throws Exception {
    Path folder = Oscc.freshFolder("logs");
    SshKey key = SshKey.make(folder, "key");
    try (DatagramSocket udp = new DatagramSocket(0, LOOPBACK);
        DatagramSocket console = new DatagramSocket(0, LOOPBACK);
        ServerSocket tcp = new ServerSocket()) {
      tcp.bind(new InetSocketAddress(LOOPBACK, 0));
      String logging =
          """
          logging:
            console_level: 8
            syslog:
              - {host: 10.0.2.2, port: %d}
              - {host: 10.0.2.2, port: %d, protocol: tcp}
            netconsole: {host: 10.0.2.2, port: %d, interface: eth0}

          vm:
          """
              .formatted(udp.getLocalPort(), tcp.getLocalPort(), console.getLocalPort());
      Path bundle = build(folder, "rsyslog", "busybox-static, rsyslog,", logging);

      BlockingQueue<String> lines = packets(udp);
      BlockingQueue<String> stream = stream(tcp);
      BlockingQueue<String> kernel = packets(console);
      try (Guest guest = Guest.run("log-rsyslog", bundle, key.bootWord()).awaitReady()) {
        guest.shell(key.file(), "logger -t teapot 'short and stout'");
        // RFC 5424: priority and version, time, host, program.
        String line = "(?s).*<13>1 [0-9]{4}-\\S+ log-rsyslog teapot .*short and stout.*";
        assertThat(await(lines, line)).isTrue();
        assertThat(await(stream, line)).isTrue();
        // Netconsole begins when the lease is there, and a packet may be lost.
        String marked = "(?s).*netconsole marker.*";
        guest.shell(
            key.file(),
            "for i in 1 2 3 4 5 6 7 8 9 10; do echo '<4>netconsole marker' >/dev/kmsg; sleep 1;"
                + " done");
        assertThat(await(kernel, marked)).as(guest.console()).isTrue();
      }
    }
  }

  @Test
  void busybox_alone_reaches_the_host() throws Exception {
    Path folder = Oscc.freshFolder("logs-busybox");
    SshKey key = SshKey.make(folder, "key");
    try (DatagramSocket udp = new DatagramSocket(0, LOOPBACK)) {
      String logging =
          """
          logging:
            syslog:
              - {host: 10.0.2.2, port: %d, format: rfc3164}

          vm:
          """
              .formatted(udp.getLocalPort());
      Path bundle = build(folder, "syslogd", "busybox-static,", logging);

      BlockingQueue<String> lines = packets(udp);
      try (Guest guest = Guest.run("log-busybox", bundle, key.bootWord()).awaitReady()) {
        guest.shell(key.file(), "sleep 2; logger -t teapot 'here is my handle'");
        assertThat(await(lines, "(?s)<13>.*teapot: here is my handle.*")).isTrue();
      }
    }
  }

  private static Path build(Path folder, String name, String packages, String logging)
      throws IOException {
    String manifest =
        Files.readString(Oscc.PROJECT.resolve("manifests/hello.yaml"))
            .replaceFirst("(?m)^name: .*$", "name: log-" + name)
            .replaceFirst("busybox-static,", packages)
            .replaceFirst("(?m)^vm:\n", logging);
    return Oscc.build(Files.writeString(folder.resolve("machine.yaml"), manifest), "log-" + name);
  }

  /** What comes in packets, until the socket is closed. */
  private static BlockingQueue<String> packets(DatagramSocket socket) {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    Thread.ofVirtual()
        .start(() -> {
          byte[] bytes = new byte[1 << 16];
          try {
            while (true) {
              DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
              socket.receive(packet);
              heard.add(new String(bytes, 0, packet.getLength(), StandardCharsets.UTF_8));
            }
          } catch (IOException e) {
            heard.add("closed");
          }
        });
    return heard;
  }

  /** What comes over connections, by lines, until the socket is closed. */
  private static BlockingQueue<String> stream(ServerSocket server) {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    Thread.ofVirtual()
        .start(() -> {
          try (Socket socket = server.accept()) {
            var in = new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8);
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
        });
    return heard;
  }

  private static boolean await(BlockingQueue<String> heard, String pattern)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      String text = heard.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (text == null) {
        return false;
      }
      if (text.matches(pattern)) {
        return true;
      }
    }
  }
}
