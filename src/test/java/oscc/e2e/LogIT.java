package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of a machine arrive at listeners on the host, which the guest sees as 10.0.2.2. */
class LogIT {
  /** A service that speaks when it is stopped, and at once has said all. */
  private static final String LAST_WORDS =
      """
      services:
        swan:
          command:
            - /bin/sh
            - -c
            - >-
              trap 'logger -t swan so long; echo and thanks; echo for all; printf the.fish; exit' TERM;
              while :; do sleep 0.1; done

      """;

  @Test
  void rsyslog_and_netconsole_reach_the_host() throws Exception {
    Path folder = Oscc.freshFolder("logs");
    SshKey key = SshKey.make(folder, "key");
    try (LogListener udp = LogListener.udp();
        LogListener console = LogListener.udp();
        LogListener tcp = LogListener.tcp()) {
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
              .formatted(udp.port(), tcp.port(), console.port());
      Path bundle = build(folder, "runit", "busybox-static, runit, dash, rsyslog,", logging);

      try (Guest guest = Guest.run("log-rsyslog", bundle, key.bootWord()).awaitReady()) {
        guest.shell(key.file(), "logger -t teapot 'short and stout'");
        // RFC 5424: priority and version, time, host, program.
        String line = "(?s)<13>1 [0-9]{4}-\\S+ log-runit teapot .*short and stout\\s*";
        udp.assertHears(line);
        tcp.assertHears(line);
        assertHeardFromKernel(guest, key, console);
        guest.ssh(key.file(), "poweroff");
        String last = "(?s)<13>1 [0-9]{4}-\\S+ log-runit swan .*so long\\s*";
        udp.assertHears(last);
        tcp.assertHears(last);
        assertLastLines(guest);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"busybox", "s6"})
  void busybox_alone_reaches_the_host(String init) throws Exception {
    Path folder = Oscc.freshFolder("logs-" + init);
    SshKey key = SshKey.make(folder, "key");
    try (LogListener udp = LogListener.udp();
        LogListener console = LogListener.udp()) {
      String logging =
          """
          logging:
            console_level: 8
            syslog:
              - {host: 10.0.2.2, port: %d, format: rfc3164}
            netconsole: {host: 10.0.2.2, port: %d, interface: eth0}

          vm:
          """
              .formatted(udp.port(), console.port());
      String packages = "busybox-static," + (init.equals("busybox") ? "" : init + ",");
      Path bundle = build(folder, init, packages, logging);

      try (Guest guest = Guest.run("log-" + init, bundle, key.bootWord()).awaitReady()) {
        guest.shell(key.file(), "sleep 2; logger -t teapot 'here is my handle'");
        udp.assertHears("(?s)<13>.*teapot: here is my handle.*");
        assertHeardFromKernel(guest, key, console);
        guest.ssh(key.file(), "poweroff");
        udp.assertHears("(?s)<13>.*swan: so long.*");
        assertLastLines(guest);
      }
    }
  }

  @Test
  void syslog_ng_reaches_the_host() throws Exception {
    Path folder = Oscc.freshFolder("logs-syslog-ng");
    SshKey key = SshKey.make(folder, "key");
    try (LogListener udp = LogListener.udp();
        LogListener tcp = LogListener.tcp()) {
      String logging =
          """
          logging:
            syslog:
              - {host: 10.0.2.2, port: %d, format: rfc3164}
              - {host: 10.0.2.2, port: %d, protocol: tcp}

          vm:
          """
              .formatted(udp.port(), tcp.port());
      Path bundle = build(folder, "s6", "busybox-static, s6, syslog-ng-core,", logging);

      try (Guest guest = Guest.run("log-syslog-ng", bundle, key.bootWord()).awaitReady()) {
        tcp.assertHears("(?s)<[0-9]+>1 [0-9]{4}-\\S+ log-s6 kernel .*Linux version .*");
        guest.shell(key.file(), "logger -t teapot 'here is my handle'");
        tcp.assertHears("(?s)<13>1 [0-9]{4}-\\S+ log-s6 teapot .*here is my handle\\s*");
        udp.assertHears("(?s)<13>.* log-s6 teapot: here is my handle.*");
        guest.ssh(key.file(), "poweroff");
        tcp.assertHears("(?s)<13>1 [0-9]{4}-\\S+ log-s6 swan .*so long\\s*");
        assertLastLines(guest);
      }
    }
  }

  /** Netconsole begins when the lease is there, and a packet may be lost. */
  static void assertHeardFromKernel(Guest guest, SshKey key, LogListener listener)
      throws Exception {
    guest.shell(
        key.file(),
        "for i in 1 2 3 4 5 6 7 8 9 10; do echo '<4>netconsole marker' >/dev/kmsg; sleep 1; done");
    listener.assertHears("(?s).*netconsole marker.*");
  }

  /** What a service wrote when it was stopped is all on the console, the last line cut short. */
  private static void assertLastLines(Guest guest) throws Exception {
    assertThat(guest.awaitEnd()).isZero();
    assertThat(guest.console())
        .containsPattern("swan: and thanks\\R")
        .containsPattern("swan: for all\\R")
        .containsPattern("swan: the.fish\\R");
  }

  /** With OpenSSH, which other machines of these init systems do without. */
  private static Path build(Path folder, String init, String packages, String logging)
      throws IOException {
    String manifest =
        Files.readString(Oscc.PROJECT.resolve("manifests/hello.yaml"))
            .replaceFirst("(?m)^name: .*$", "name: log-" + init)
            .replace("init: busybox", "init: " + init)
            .replace("server: dropbear", "server: openssh")
            .replace("busybox-static, dropbear-bin", packages + " openssh-server")
            .replaceFirst("(?m)^vm:\n", Matcher.quoteReplacement(LAST_WORDS + logging));
    return Oscc.build(Files.writeString(folder.resolve("machine.yaml"), manifest), "log-" + init);
  }
}
