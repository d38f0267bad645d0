package oscc.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import oscc.vm.GuestAgent.Reply;

/**
 * The host's side, with a thread in place of a machine; {@code oscc.e2e.AgentIT} has a real one.
 */
class GuestAgentTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final AtomicBoolean failed = new AtomicBoolean();
  private Path folder;
  private Path socket;
  private ServerSocketChannel server;
  private GuestAgent agent;

  /** What the machine does once the host has connected. */
  @FunctionalInterface
  private interface Machine {
    void talk(InputStream in, Peer out) throws Exception;
  }

  @FunctionalInterface
  private interface Peer {
    void say(String text) throws IOException;
  }

  @BeforeEach
  void listen() throws IOException {
    // Not in the build's folder: the path of a socket must be short.
    folder = Files.createTempDirectory("oscc");
    socket = folder.resolve("agent");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    agent = new GuestAgent(socket, new Watching(), Duration.ofMillis(500));
  }

  private final class Watching implements GuestAgent.Watcher {
    @Override
    public void check() throws IOException {
      if (failed.get()) {
        throw new IOException("the machine failed: kernel panic");
      }
    }

    @Override
    public String whyNoAgent() {
      return "the agent was not started";
    }
  }

  @AfterEach
  void end() throws IOException {
    agent.close();
    server.close();
    Files.deleteIfExists(socket);
    Files.delete(folder);
  }

  private void machine(Machine machine) {
    Thread.ofVirtual().start(() -> talk(machine));
  }

  private void talk(Machine machine) {
    try (var channel = server.accept()) {
      var out = Channels.newOutputStream(channel);
      machine.talk(
          Channels.newInputStream(channel),
          text -> out.write(text.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (Exception e) {
      throw new AssertionFailedError("the machine", e);
    }
  }

  /** Reads a request and returns its script. */
  private static String request(InputStream in, int id) throws IOException {
    StringBuilder header = new StringBuilder();
    while (header.indexOf("oscc-run") < 0 || header.charAt(header.length() - 1) != '\n') {
      header.append((char) in.read());
    }
    String[] words = header.toString().strip().split(" ", -1);
    assertThat(words[1]).isEqualTo("" + id);
    return new String(in.readNBytes(Integer.parseInt(words[3])), StandardCharsets.UTF_8);
  }

  @Test
  void a_script_is_sent_whole_and_its_reply_is_taken() throws Exception {
    String long1 = "echo ü\n".repeat(50_000);
    machine((in, out) -> {
      out.say("\noscc-agent 1\n");
      String script = request(in, 1);
      out.say("oscc-reply 1 3 %d\n%d".formatted(6, script.length()));
      request(in, 2);
      out.say("oscc-reply 2 0 2\n\u00ff\0");
    });

    assertThat(agent.run(long1, SOON)).isEqualTo(new Reply(3, "" + long1.length()));
    assertThat(agent.run("x", SOON)).isEqualTo(new Reply(0, "\u00ff\0"));
  }

  @Test
  void a_machine_without_an_agent_is_waited_for_once() {
    machine((in, out) -> assertThat(in.read()).isNegative());

    assertThatThrownBy(() -> agent.run("x", SOON)).hasMessage("the agent was not started");
    long before = System.nanoTime();
    assertThatThrownBy(() -> agent.run("x", SOON)).hasMessage("the agent was not started");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(400));
  }

  @Test
  void a_script_that_takes_or_writes_too_much_is_told() {
    machine((in, out) -> {
      out.say("\noscc-agent 1\n");
      request(in, 1);
      out.say("oscc-reply 1 time 3\nabc");
      request(in, 2);
      out.say("oscc-reply 2 size 3\nabc");
    });

    assertThatThrownBy(() -> agent.run("x", SOON)).hasMessage("the script still ran after 10 s");
    assertThatThrownBy(() -> agent.run("x", SOON)).hasMessage("the script wrote more than 1 MiB");
  }

  @Test
  void a_machine_that_fails_meanwhile_ends_the_wait() {
    machine((in, out) -> {
      out.say("\noscc-agent 1\n");
      request(in, 1);
      failed.set(true);
      assertThat(in.read()).isNegative();
    });

    assertThatThrownBy(() -> agent.run("x", SOON)).hasMessage("the machine failed: kernel panic");
  }

  @Test
  void a_machine_that_starts_anew_loses_its_script_and_is_asked_again() throws Exception {
    machine((in, out) -> {
      out.say("\noscc-agent 1\n");
      request(in, 1);
      out.say("oscc-reply 1 0 100\nonly half of this comes");
      out.say("\n".repeat(80) + "oscc-agent 1\n");
      request(in, 2);
      out.say("oscc-reply 2 0 2\nok");
    });

    assertThatThrownBy(() -> agent.run("reboot -f", SOON)).hasMessageContaining("started anew");
    assertThat(agent.run("x", SOON)).isEqualTo(new Reply(0, "ok"));
  }

  @Test
  void a_line_that_qemu_closes_is_told() {
    machine((in, out) -> {
      out.say("\noscc-agent 1\n");
      request(in, 1);
    });

    assertThatThrownBy(() -> agent.run("x", SOON)).hasMessageContaining("closed the line");
  }
}
