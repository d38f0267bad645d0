package oscc.vm;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A way into a running machine.
 *
 * @param machine its name, under which its host key is kept
 * @param port of the host's loopback
 * @param key the only private key to offer; without one, the user's own
 */
public record SshLogin(
    String machine, String user, int port, Path knownHosts, Optional<LabKey> key) {
  private static final Duration TRY = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** The command line of the ssh client; no command means a shell. */
  public List<String> argv(List<String> command) {
    List<String> argv = new ArrayList<>(List.of("ssh", "-p", Integer.toString(port)));
    option(argv, "UserKnownHostsFile", quoted(knownHosts));
    option(argv, "GlobalKnownHostsFile", "/dev/null");
    option(argv, "StrictHostKeyChecking", "accept-new");
    option(argv, "HostKeyAlias", machine);
    option(argv, "CheckHostIP", "no");
    // Without it each first contact prints a line about the key that was added.
    option(argv, "LogLevel", "ERROR");
    key.ifPresent(lab -> {
      option(argv, "IdentityFile", quoted(lab.file()));
      option(argv, "IdentitiesOnly", "yes");
      option(argv, "IdentityAgent", "none");
    });
    argv.add("-l");
    argv.add(user);
    argv.add("127.0.0.1");
    if (!command.isEmpty()) {
      argv.add("--");
      argv.addAll(command);
    }
    return argv;
  }

  private static void option(List<String> argv, String name, String value) {
    argv.add("-o");
    argv.add(name + "=" + value);
  }

  /** A path in ssh_config(5): quotes keep blanks, and a doubled % is a %. */
  private static String quoted(Path path) {
    return "\"" + path.toString().replace("%", "%%") + "\"";
  }

  /**
   * Waits until an ssh server answers. QEMU accepts connections before anybody listens in the
   * guest, so only the server's greeting counts.
   */
  public void awaitServer(Duration limit) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!greets()) {
      if (System.nanoTime() >= deadline) {
        throw new IOException(
            "no ssh server of `%s` answered on 127.0.0.1:%d within %d s"
                .formatted(machine, port, limit.toSeconds()));
      }
      Thread.sleep(PAUSE);
    }
  }

  private boolean greets() {
    try (Socket socket = new Socket()) {
      int millis = (int) TRY.toMillis();
      var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      socket.connect(server, millis);
      socket.setSoTimeout(millis);
      InputStream in = socket.getInputStream();
      String greeting = new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
      return greeting.equals("SSH-");
    } catch (IOException e) {
      // Not yet: refused, reset or silent.
      return false;
    }
  }
}
