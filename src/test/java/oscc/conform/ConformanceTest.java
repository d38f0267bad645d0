package oscc.conform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.Golden;
import oscc.bundle.BundleJson;
import oscc.bundle.Bundles;
import oscc.conform.Conformance.Finding;
import oscc.conform.Conformance.State;
import oscc.diag.Report;
import oscc.manifest.Manifest;
import oscc.manifest.ManifestReader;
import oscc.manifest.Manifests;
import oscc.manifest.PlacedMachine;
import oscc.process.Run;

class ConformanceTest {
  @TempDir private Path folder;
  private Subject subject;

  @BeforeEach
  void a_manifest_with_every_key() throws IOException {
    subject = subject(Manifests.FULL);
  }

  private Subject subject(String manifest) throws IOException {
    Report report = new Report();
    Manifests.writeInputs(folder);
    Files.writeString(
        folder.resolve("serial.config"), "CONFIG_SERIAL_8250=y\n# CONFIG_X is not set\n");
    Path file = Files.writeString(folder.resolve("machine.yaml"), manifest);
    PlacedMachine placed = ManifestReader.readPlaced(Manifest.of(file), report).orElseThrow();
    BundleJson bundle = Bundles.json("web-01", "quiet", List.of());
    Path built = Bundles.write(folder.resolve("bundle"), bundle);
    return new Subject(placed.machine(), placed.places(), bundle, built, 0);
  }

  @Test
  void every_key_of_the_schema_has_a_check_or_a_reason_why_not() throws Exception {
    List<String> checked = Rules.ALL.stream().flatMap(rule -> rule.keys().stream()).toList();
    List<String> known = new ArrayList<>(checked);
    known.addAll(Unchecked.REASONS.keySet());

    assertThat(known).doesNotHaveDuplicates();
    TreeSet<String> unknown = new TreeSet<>(SchemaKeys.all());
    known.forEach(unknown::remove);
    assertThat(unknown).as("keys with neither").isEmpty();
    assertThat(SchemaKeys.all()).as("keys that are known here").containsAll(known);
  }

  @Test
  void every_rule_makes_a_check_of_a_manifest_that_has_its_keys() throws IOException {
    Subject other = subject(Manifests.PREBUILT);

    for (Rule rule : Rules.ALL) {
      List<Check> checks = new ArrayList<>(rule.maker().checks(subject));
      checks.addAll(rule.maker().checks(other));
      assertThat(checks).as("%s", rule.keys()).isNotEmpty();
    }
  }

  @Test
  void the_page_of_checks_is_made_from_the_rules() throws IOException {
    Golden.check(Path.of("docs/checks.md"), ChecksPage.text());
  }

  @Test
  void each_check_has_a_name_of_its_own_and_the_line_that_it_holds_the_machine_to()
      throws IOException {
    List<Finding> findings = Conformance.of(subject).compare("");

    assertThat(findings.stream().map(Finding::name)).doesNotHaveDuplicates();
    Map<String, String> lines = new LinkedHashMap<>();
    findings.forEach(
        f -> lines.put(f.name(), f.place().source().line(f.place().position().line()).strip()));
    assertThat(lines)
        .containsEntry("users.ann.uid", "uid: 1000")
        .containsEntry("files./etc/motd.mode", "mode: \"0640\"")
        .containsEntry("network.hosts.192.0.2.5", "hosts: {192.0.2.5: [db]}")
        .containsEntry("network.interfaces.lan1.gateway", "gateway: 192.0.2.1")
        .containsEntry("network.interfaces.lan1.routes.198.51.100.0/24.7", "- to: 198.51.100.0/24")
        .containsEntry("kernel.cmdline.panic=10", "- panic=10")
        .containsEntry("services.web.user", "user: ann")
        .containsEntry("rootfs.writable./etc", "writable: none");
  }

  @Test
  void a_machine_that_stops_answering_has_not_held_what_was_not_answered() throws IOException {
    Conformance conformance = Conformance.of(subject);
    String script = conformance.script();
    String mark = script.lines().filter(l -> l.startsWith("printf '\\noscc-")).findFirst().get();
    String word = mark.substring("printf '\\n".length(), mark.indexOf(" 0\\n'"));
    String output =
        "\n%s 0\nNAME=web-01\nBUILD_ID=0123456789abcdef\n\n%s 1\nquiet".formatted(word, word);

    List<Finding> findings = conformance.compare(output);

    assertThat(findings.getFirst().state()).isEqualTo(State.HELD);
    assertThat(findings.subList(1, findings.size()))
        .allSatisfy(f -> assertThat(f.state()).isEqualTo(State.BROKEN))
        .allSatisfy(f -> assertThat(f.found()).startsWith("no answer"));
  }

  @Test
  void a_password_hash_is_nowhere_in_what_is_sent_or_told() throws IOException {
    Conformance conformance = Conformance.of(subject);

    assertThat(conformance.script()).doesNotContain("saltsalt");
    assertThat(conformance.compare("").toString().replaceAll("SourceText\\[.*?]]", ""))
        .doesNotContain("found=$6$", "expected=$6$");
  }

  @Test
  @Tag("tools")
  void shellcheck_has_nothing_to_say_about_the_script() throws IOException {
    Path file = Files.writeString(folder.resolve("checks"), Conformance.of(subject).script());

    // Not used: columns of /etc/shadow. Chosen so: `a && b || c` where b cannot fail. Not there:
    // what
    // the script is not sure to define.
    Run.Result result =
        Run.of(List.of("shellcheck", "-s", "sh", "-e", "SC2034,SC2015,SC2012", file.toString()))
            .result();

    assertThat(result.out() + result.err()).isEmpty();
  }

  private Seen look(String name, String printed) throws IOException {
    List<Check> checks = new ArrayList<>();
    for (Rule rule : Rules.ALL) {
      checks.addAll(rule.maker().checks(subject));
    }
    List<Check> named = checks.stream().filter(check -> check.name().equals(name)).toList();
    assertThat(named).as("%s among %s", name, checks).hasSize(1);
    return named.getFirst().look().at(printed);
  }

  private void holds(String name, String printed) throws IOException {
    Seen seen = look(name, printed);
    assertThat(seen.state()).as("%s: %s", name, seen).isEqualTo(State.HELD);
  }

  private void breaks(String name, String printed, String found) throws IOException {
    assertThat(look(name, printed)).as(name).isEqualTo(Seen.broken(found));
  }

  @Test
  void accounts_are_read_from_their_files() throws IOException {
    String passwd = "root:x:0:0::/root:/bin/sh\nann::1000:1001::/srv/ann:/bin/bash\n";

    holds("users.root.name", passwd);
    breaks("users.ann.name", passwd, "a password in /etc/passwd");
    breaks("users.ann.name", "anne:x:1:1::/:/bin/sh", "no such user");
    holds("users.ann.uid", passwd);
    breaks("users.ann.gid", passwd.replace("1001", "1002"), "1002");
    holds("users.ann.groups.audio", "audio:x:29:bob,ann\n");
    breaks("users.ann.groups.audio", "audio:x:29:bob,anne\n", "members: bob,anne");
    holds("users.ann.password_hash", "root:locked\nann:locked\n");
    breaks("users.ann.password_hash", "ann:open\n", "no password is asked for");
    breaks("users.root.password_hash", "root:" + "0".repeat(64), "another password");
    holds("users.root.authorized_keys[0]", "600 root\n" + Manifests.KEY + "\n");
    breaks("users.root.authorized_keys[0]", "600 root\nssh-x\n", "not among 1 keys");
    breaks(
        "users.root.authorized_keys[0]",
        "666 root\n" + Manifests.KEY,
        "a file of mode and owner 666 root");
  }

  @Test
  void the_network_is_read_from_what_ip_says() throws IOException {
    String addresses =
        """
        3: lan1    inet 192.0.2.10/24 scope global lan1
        3: lan1    inet6 2001:DB8:0:0::10/64 scope global
        4: lan2    inet 192.0.2.11/24 scope global lan2
        """;

    holds("network.interfaces.lan1.addresses.192.0.2.10/24", addresses);
    holds("network.interfaces.lan1.addresses.2001:db8::10/64", addresses);
    breaks(
        "network.interfaces.lan1.addresses.192.0.2.10/24",
        "3: lan1    inet 192.0.2.10/25 scope global lan1\n",
        "192.0.2.10/25");
    breaks("network.interfaces.lan1.addresses.192.0.2.10/24", "", "no address");
    holds("network.interfaces.lan1.gateway", "default via 192.0.2.1 dev lan1 \n");
    breaks(
        "network.interfaces.lan1.gateway",
        "default via 192.0.2.1 dev lan0 \n",
        "default via 192.0.2.1 dev lan0");
    holds("network.interfaces.lan0.name", "0x1003\n");
    breaks("network.interfaces.lan0.name", "0x1002\n", "down");
    breaks("network.interfaces.lan0.name", "cat: can't open", "no such interface");
    holds("network.hosts.192.0.2.5", "127.0.0.1 localhost\n192.0.2.5 other db\n");
    holds("network.nameservers.192.0.2.53", "search x\nnameserver 192.0.2.53\n");
    breaks("network.nameservers.192.0.2.53", "nameserver 1.1.1.1\n", "1.1.1.1");
  }

  @Test
  void links_are_read_from_what_the_kernel_shows() throws IOException {
    String vlans =
        """
        VLAN Dev name    | VLAN ID
        Name-Type: VLAN_NAME_TYPE_RAW_PLUS_VID_NO_PAD
        lan1.10        | 10  | lan1
        """;

    holds("network.interfaces.lan1.10.vlan", vlans);
    breaks("network.interfaces.lan1.10.vlan", vlans.replace("| 10 ", "| 11 "), "11 of lan1");
    breaks("network.interfaces.lan1.10.vlan", "cat: can't open", "no such VLAN");
    holds("network.interfaces.br0.bridge", "lan3\nlan2\n");
    breaks("network.interfaces.br0.bridge", "lan2\n", "lan2");
    holds("network.interfaces.lan1.mtu", "1600\n");
    breaks("network.interfaces.lan1.mtu", "1500\n", "1500");
  }

  @Test
  void a_route_is_the_one_of_that_way_and_metric() throws IOException {
    String route = "network.interfaces.lan1.routes.198.51.100.0/24.7";

    holds(route, "198.51.100.0/24 via 192.0.2.2 dev lan1  metric 7 \n");
    breaks(
        route,
        "198.51.100.0/24 via 192.0.2.2 dev lan1 \n",
        "198.51.100.0/24 via 192.0.2.2 dev lan1");
    breaks(route, "198.51.100.0/25 via 192.0.2.2 dev lan1 metric 7\n", "no such route");
    breaks(
        route,
        "198.51.100.0/24 via 192.0.2.2 dev lan0 metric 7\n",
        "198.51.100.0/24 via 192.0.2.2 dev lan0 metric 7");
  }

  @Test
  void clock_identity_and_search_list_are_read_from_who_uses_them() throws IOException {
    holds("network.ntp.192.0.2.123", "/usr/sbin/chronyd -d server 192.0.2.123 iburst \n");
    holds(
        "network.ntp.ntp.example.org", "/lib/systemd/systemd-timesyncd \nNTP=a ntp.example.org\n");
    breaks("network.ntp.192.0.2.123", "ntpd -n -p 192.0.2.12 \n", "ntpd -n -p 192.0.2.12");
    breaks("network.ntp.192.0.2.123", "NTP=192.0.2.123\n", "nothing runs");
    holds("machine_id", "0123456789abcdef0123456789abcdef\n");
    breaks("machine_id", "", "an empty file");
    holds("network.search", "search example.org lan\nnameserver 1.1.1.1\n");
    breaks("network.search", "search lan example.org\n", "lan example.org");
    breaks("network.search", "nameserver 1.1.1.1\n", "none");
  }

  @Test
  void servers_of_logs_are_read_from_whoever_sends_there() throws IOException {
    String rsyslog =
        """
        /usr/sbin/rsyslogd -n
         target="192.0.2.9" port="514" protocol="udp" template="RSYSLOG_SyslogProtocol23Format"
        """;
    String syslogNg =
        """
        /usr/sbin/syslog-ng -F
         syslog("192.0.2.9" port(514) transport("udp") ip-protocol(4) log-fifo-size(20000));
        """;

    holds("logging.syslog.192.0.2.9", rsyslog);
    holds("logging.syslog.192.0.2.9", syslogNg);
    String other = syslogNg.replace("514", "515");
    breaks("logging.syslog.192.0.2.9", other, other.strip());
    String idle = rsyslog.lines().skip(1).findFirst().orElseThrow();
    breaks("logging.syslog.192.0.2.9", idle, idle.strip());
  }

  @Test
  void files_are_compared_by_type_content_mode_and_owner() throws IOException {
    String digest = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03\n";
    String motd = "640 1000 ann 1001 ann regular file\n" + digest;

    holds("files./etc/motd.content", motd);
    holds("files./etc/motd.mode", motd);
    holds("files./etc/motd.owner", motd);
    holds("files./etc/motd.group", motd);
    breaks("files./etc/motd.mode", motd.replace("640", "4755"), "4755");
    breaks("files./etc/motd.owner", motd.replace("ann", "bob"), "bob");
    breaks(
        "files./etc/motd.content",
        motd.replace("5891", "0000"),
        "a file with SHA-256 0000b5b522d5…");
    breaks("files./etc/motd.content", "stat: can't stat '/etc/motd'", "nothing there");
    breaks("files./etc/motd.content", "777 0 root 0 root symbolic link\nx\n", "a symbolic link");
    holds("files./etc/link.symlink", "777 0 root 0 root symbolic link\nmotd\n");
    breaks("files./etc/link.symlink", "777 0 root 0 root symbolic link\nx\n", "a link to x");
    holds("files./etc/gone.absent", "stat: can't stat '/etc/gone'");
    breaks("files./etc/gone.absent", motd, "a regular file");
  }

  @Test
  void the_rest_is_compared_with_what_the_kernel_shows() throws IOException {
    String sockets = "sl\n 0: 00000000:07E6 00000000:0000 0A 0 0 0 0 0 4711\n";

    holds("ssh.port", sockets);
    holds("ssh.host_keys", "600 0 /etc/dropbear/dropbear_ed25519_host_key\n");
    breaks("ssh.host_keys", "", "none");
    breaks("ssh.host_keys", "644 0 /etc/dropbear/x_host_key\n", "644 0 /etc/dropbear/x_host_key");
    breaks("ssh.port", sockets.replace(" 0A ", " 01 "), "port 2022 is closed");
    holds("kernel.cmdline.panic=10", "console=ttyS0,115200 panic=10 oscc.build=x\n");
    breaks("kernel.cmdline.panic=10", "panic=100\n", "panic=100");
    holds("kernel.modules.rootfs.snd_*", "e1000e\nsnd-pcm\n");
    breaks("kernel.modules.rootfs.wireguard", "wireguard2\n", "no such module");
    holds("kernel.modules.load.wireguard", "built in\n");
    holds("rootfs.writable./etc", "/ read-only\n/etc read-only\n");
    breaks("rootfs.writable./etc", "/etc writable\n", "writable");
    holds("rootfs.compression", "   65536\n      4\n");
    breaks("rootfs.compression.block_size", "   131072\n      4\n", "number 131072");
    holds("services.web.command", "ann audio\n/usr/sbin/httpd\t-f\t\nLEVEL=info\n");
    breaks("services.web.command", "not running\n", "not running");
    breaks("services.web.user", "root audio\n/usr/sbin/httpd\t-f\t\nLEVEL=info\n", "root");
    breaks(
        "services.web.environment",
        "ann audio\n/usr/sbin/httpd\t-f\t\nLEVEL=x\n",
        "LEVEL has another value");
  }
}
