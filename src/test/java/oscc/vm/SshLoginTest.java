package oscc.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshLoginTest {
  @TempDir private Path state;

  private SshLogin login(int port, Optional<LabKey> key) {
    return new SshLogin("web", "root", port, Path.of("/home/a b/100%/known_hosts"), key);
  }

  @Test
  void the_client_pins_the_host_key_under_the_machines_name() {
    assertThat(login(2222, Optional.empty()).argv(List.of("ls", "-la")))
        .startsWith("ssh", "-p", "2222")
        .contains("UserKnownHostsFile=\"/home/a b/100%%/known_hosts\"", "HostKeyAlias=web")
        .contains("StrictHostKeyChecking=accept-new")
        .endsWith("-l", "root", "127.0.0.1", "--", "ls", "-la")
        .doesNotContain("IdentitiesOnly=yes");
  }

  @Test
  void with_a_lab_key_no_other_key_is_offered() {
    var key = new LabKey(Path.of("/state/id_ed25519"));

    assertThat(login(2222, Optional.of(key)).argv(List.of()))
        .contains("IdentityFile=\"/state/id_ed25519\"", "IdentitiesOnly=yes", "IdentityAgent=none")
        .endsWith("127.0.0.1");
  }

  @Test
  void only_a_server_that_greets_is_one() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread guest = Thread.ofVirtual().start(() -> refuseOnceThenGreet(server));

      login(server.getLocalPort(), Optional.empty()).awaitServer(Duration.ofSeconds(20));

      guest.join();
    }
  }

  private static void refuseOnceThenGreet(ServerSocket server) {
    try {
      server.accept().close();
      try (Socket socket = server.accept()) {
        socket.getOutputStream().write("SSH-2.0-x\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void a_port_without_a_server_is_an_error_that_names_it() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }

    assertThatThrownBy(() -> login(port, Optional.empty()).awaitServer(Duration.ofMillis(300)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("127.0.0.1:" + port);
  }

  @Test
  @Tag("tools")
  void the_lab_key_is_made_once_private_and_fits_a_command_line() throws IOException {
    LabKey key = LabKey.in(state);
    String word = key.cmdlineWord();

    assertThat(LabKey.in(state).cmdlineWord()).isEqualTo(word);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key.file())))
        .isEqualTo("rw-------");
    assertThat(word).matches("oscc\\.ssh_key=[A-Za-z0-9_-]+");
    byte[] line = Base64.getUrlDecoder().decode(word.substring("oscc.ssh_key=".length()));
    assertThat(new String(line, StandardCharsets.UTF_8)).matches("ssh-ed25519 AAAA\\S+ oscc lab");
  }
}
