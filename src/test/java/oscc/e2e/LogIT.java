package oscc.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Lines of a machine arrive at listeners on the host, which the guest sees as 10.0.2.2. */
class LogIT {
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
        String line = "(?s).*<13>1 [0-9]{4}-\\S+ log-runit teapot .*short and stout.*";
        udp.assertHears(line);
        tcp.assertHears(line);
        // Netconsole begins when the lease is there, and a packet may be lost.
        String marked = "(?s).*netconsole marker.*";
        guest.shell(
            key.file(),
            "for i in 1 2 3 4 5 6 7 8 9 10; do echo '<4>netconsole marker' >/dev/kmsg; sleep 1;"
                + " done");
        console.assertHears(marked);
      }
    }
  }

  @Test
  void busybox_alone_reaches_the_host() throws Exception {
    Path folder = Oscc.freshFolder("logs-busybox");
    SshKey key = SshKey.make(folder, "key");
    try (LogListener udp = LogListener.udp()) {
      String logging =
          """
          logging:
            syslog:
              - {host: 10.0.2.2, port: %d, format: rfc3164}

          vm:
          """
              .formatted(udp.port());
      Path bundle = build(folder, "s6", "busybox-static, s6,", logging);

      try (Guest guest = Guest.run("log-busybox", bundle, key.bootWord()).awaitReady()) {
        guest.shell(key.file(), "sleep 2; logger -t teapot 'here is my handle'");
        udp.assertHears("(?s)<13>.*teapot: here is my handle.*");
      }
    }
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
            .replaceFirst("(?m)^vm:\n", logging);
    return Oscc.build(Files.writeString(folder.resolve("machine.yaml"), manifest), "log-" + init);
  }
}
