package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import oscc.process.Run;

/** A systemd machine with a disk that lasts and lines that leave it: two builds, a boot each. */
class SystemdDiskIT {
  /** RFC 5424: priority and version, time, host, program. */
  private static final String LINE = "(?s)<%d>1 [0-9]{4}-\\S+ systemd-disk %s .*%s.*";

  /** A root that nobody can write to and that is fetched, a folder that lasts, lines that leave. */
  private static final String FIRST_BUILD =
      """
      services:
        teapot:
          command:
            - /bin/sh
            - -c
            - >-
              echo "short 100% $X"; echo "$LEVEL";
              trap 'echo so long; printf "the fish"; exit' TERM;
              while :; do sleep 0.1; done
          user: www-data
          environment: {LEVEL: "it's \\"$x\\""}
      logging:
        console_level: 8
        syslog:
          - {host: 10.0.2.2, port: UDP}
          - {host: 10.0.2.2, port: TCP, protocol: tcp}
        netconsole: {host: 10.0.2.2, port: NETCONSOLE, interface: eth0}
      rootfs:
        delivery: http
        writable: none
        disk: {label: state}
        persist: [/var/lib/kept]
      """;

  private static final String NEXT_BUILD =
      """
      rootfs:
        writable: disk
        disk: {label: state}
        persist: [/var/lib/kept]
      """;

  @Test
  void it_logs_and_keeps_as_the_others_do() throws Exception {
    Path folder = Oscc.freshFolder("systemd-disk");
    SshKey key = SshKey.make(folder, "owner");
    Path disk = StateDisk.blank(folder.resolve("disk.raw"));

    try (LogListener udp = LogListener.udp();
        LogListener tcp = LogListener.tcp();
        LogListener netconsole = LogListener.udp();
        RootServer server = RootServer.start()) {
      String more =
          FIRST_BUILD
              .replace("UDP", Integer.toString(udp.port()))
              .replace("TCP", Integer.toString(tcp.port()))
              .replace("NETCONSOLE", Integer.toString(netconsole.port()));
      Path first = build(folder, more);
      server.serve(first.resolve("rootfs.squashfs"));
      String words = key.bootWord() + HttpIT.FETCH + " oscc.base=" + server.url("good");
      try (Guest guest = Guest.withDisk("systemd-disk-first", first, disk, words).awaitReady()) {
        SystemdIT.assertRunning(guest, key);
        assertThat(guest.console()).contains("oscc: fetching http://10.0.2.2:");
        guest.await("teapot: short 100% \\R");
        guest.await("teapot: it's \"\\$x\"\\R");
        assertHeard(guest, key, udp, tcp);
        LogIT.assertHeardFromKernel(guest, key, netconsole);
        Run.Result refused = guest.ssh(key.file(), "touch /etc/new /usr/new /new /var/new");
        assertThat(refused.err().lines())
            .filteredOn(l -> l.endsWith("Read-only file system"))
            .hasSize(3);
        // Somebody keeps a file open to the very end.
        String last =
            "cd /var/lib/kept; echo kept >data; sleep 1000 >open 2>/dev/null </dev/null &";
        guest.shell(key.file(), last);
        SystemdIT.assertPoweroff(guest, key);
        // What the service said when it was stopped has left the machine before the network did.
        tcp.assertHears(LINE.formatted(30, "teapot", "so long"));
        tcp.assertHears(LINE.formatted(30, "teapot", "the fish"));
        udp.assertHears(LINE.formatted(30, "teapot", "the fish"));
        assertThat(guest.console()).containsPattern("teapot: the fish\\R");
      }
      StateDisk.assertClean(disk);
    }

    Path second = build(folder, NEXT_BUILD);
    try (Guest guest =
        Guest.withDisk("systemd-disk-second", second, disk, key.bootWord()).awaitReady()) {
      assertThat(guest.shell(key.file(), "cat /var/lib/kept/data")).isEqualTo("kept\n");
      // Somebody keeps a file of the root itself open to the very end.
      guest.shell(key.file(), "sleep 1000 >/etc/held 2>/dev/null </dev/null &");
      SystemdIT.assertPoweroff(guest, key);
    }
    StateDisk.assertClean(disk);
  }

  /** The example with another name, more packages, and more. */
  private static Path build(Path folder, String more) throws IOException {
    String manifest =
        Files.readString(SystemdIT.EXAMPLE)
                .replace("name: systemd-openssh", "name: systemd-disk")
                .replace("openssh-server]", "openssh-server, e2fsprogs, rsyslog, iputils-ping]")
            + more;
    return Oscc.build(Files.writeString(folder.resolve("machine.yaml"), manifest), "systemd-disk");
  }

  /** Packets of early lines are lost. */
  private static void assertHeard(Guest guest, SshKey key, LogListener udp, LogListener tcp)
      throws Exception {
    tcp.assertHears(LINE.formatted(30, "teapot", "short 100%"));
    guest.shell(key.file(), "logger -t kettle 'here is my handle'");
    udp.assertHears(LINE.formatted(13, "kettle", "here is my handle"));
    tcp.assertHears(LINE.formatted(13, "kettle", "here is my handle"));
  }
}
