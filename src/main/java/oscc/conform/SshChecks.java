package oscc.conform;

import java.util.List;
import java.util.Optional;
import oscc.manifest.Ssh;

/** The ssh server: that it listens, and that it comes back. */
final class SshChecks {
  static final List<Rule> RULES =
      List.of(
          new Rule("ssh.port", "`/proc/net/tcp` and `tcp6` have a listener", SshChecks::port),
          new Rule(
              "ssh.server",
              "the program that listens; after `kill -9` another one does within 20 seconds",
              SshChecks::server),
          new Rule(
              "ssh.host_keys[].file",
              "as many private keys in `/etc/ssh` or `/etc/dropbear`, which root alone may read",
              SshChecks::hostKeys),
          new Rule(
              "ssh.key_from_cmdline",
              "a file of this boot lies over root's `authorized_keys`, or not",
              SshChecks::keyFromCmdline));

  /** Sets {@code $pid} to the process that listens at {@code $port}, in hexadecimal. */
  private static final String LISTENER =
      """
      listener() {
        inode=$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null \\
          | awk -v p=":$port" '$4 == "0A" && substr($2, length($2) - 4) == p { print $10; exit }')
        [ -n "$inode" ] || return 1
        pid=$(ls -l /proc/[0-9]*/fd 2>/dev/null | awk -v s="socket:[$inode]" \\
          '/^\\/proc/ { split($0, dir, "/") } $NF == s { print dir[3]; exit }')
        [ -n "$pid" ]
      }
      """;

  private SshChecks() {}

  private static List<Check> port(Subject subject) {
    return subject.machine().ssh().stream()
        .map(ssh -> Facts.port("ssh.port", subject.places().of("ssh", "port"), ssh.port()))
        .toList();
  }

  private static List<Check> server(Subject subject) {
    Optional<Ssh> ssh = subject.machine().ssh();
    return ssh.isEmpty()
        ? List.of()
        : List.of(program(subject, ssh.get()), restart(subject, ssh.get()));
  }

  private static String begin(Ssh ssh) {
    return "port=%04X\n%s".formatted(ssh.port(), LISTENER);
  }

  private static Check program(Subject subject, Ssh ssh) {
    List<String> programs =
        switch (ssh.server()) {
          case DROPBEAR -> List.of("dropbear");
          case OPENSSH -> List.of("sshd");
        };
    return new Check(
        "ssh.server",
        subject.places().of("ssh", "server"),
        programs.getFirst(),
        begin(ssh) + "if listener; then cat \"/proc/$pid/comm\"; else echo no program; fi",
        printed -> Seen.of(programs.contains(printed.strip()), Facts.firstLine(printed)));
  }

  private static Check restart(Subject subject, Ssh ssh) {
    String script =
        begin(ssh)
            + """
            if ! listener; then
              echo not running
            elif [ "$pid" = 1 ]; then
              echo kept by init
            else
              old=$pid
              kill -9 "$old"
              tries=100
              until listener && [ "$pid" != "$old" ] || [ "$tries" = 0 ]; do
                tries=$((tries - 1))
                sleep 0.2
              done
              [ "$tries" = 0 ] && echo not back after 20 seconds || echo back
            fi
            """;
    return new Check(
        "ssh.restart",
        subject.places().of("ssh", "server"),
        "back after it was killed",
        script,
        printed -> {
          String found = Facts.firstLine(printed);
          return Seen.of(List.of("back", "kept by init").contains(found), found);
        });
  }

  private static List<Check> hostKeys(Subject subject) {
    return subject.machine().ssh().stream()
        .filter(ssh -> !ssh.hostKeys().isEmpty())
        .map(ssh -> {
          String keys =
              switch (ssh.server()) {
                case OPENSSH -> "/etc/ssh/ssh_host_*_key";
                case DROPBEAR -> "/etc/dropbear/dropbear_*_host_key";
              };
          int wanted = ssh.hostKeys().size();
          return new Check(
              "ssh.host_keys",
              subject.places().of("ssh", "host_keys"),
              "%d of mode 600, root's".formatted(wanted),
              "stat -c '%a %u %n' " + keys + " 2>&1",
              printed -> {
                long there = printed.lines().filter(line -> line.startsWith("600 0 /")).count();
                boolean holds = there >= wanted && there == printed.lines().count();
                return Seen.of(holds, printed.isBlank() ? "none" : printed.strip());
              });
        })
        .toList();
  }

  private static List<Check> keyFromCmdline(Subject subject) {
    return subject.machine().ssh().stream()
        .map(ssh ->
            new Check(
                "ssh.key_from_cmdline",
                subject.places().of("ssh", "key_from_cmdline"),
                ssh.keyFromCmdline() ? "keys of this boot" : "no keys of this boot",
                Facts.MOUNTS,
                printed -> {
                  boolean there = printed.contains("/.ssh/authorized_keys ");
                  String found = there ? "keys of this boot" : "no keys of this boot";
                  return Seen.of(there == ssh.keyFromCmdline(), found);
                }))
        .toList();
  }
}
