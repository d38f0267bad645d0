package oscc.system;

import static org.assertj.core.api.Assertions.assertThat;
import static oscc.system.TestPackages.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import oscc.diag.Code;
import oscc.diag.Diagnostic;
import oscc.diag.Report;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.Mode;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.manifest.FileSpec;
import oscc.manifest.Locator;
import oscc.manifest.SystemAccount;
import oscc.manifest.SystemIds;
import oscc.manifest.User;

final class SystemLayerTest {
  private static final FileSpec.Body HELLO = new FileSpec.Body.Text("hello\n");
  private static final FileSpec.Body ABSENT = new FileSpec.Body.Absent();

  private final Report report = new Report();

  @Test
  void a_usual_machine_has_no_diagnostics_and_no_secret() throws IOException {
    MachineLayer layer = layer(new TestMachine().user("root", "ssh-ed25519 AAAA me").ssh(22, true));

    assertThat(codes()).isEmpty();
    assertThat(layer.secret()).isFalse();
    assertThat(layer.removed()).isEmpty();
    assertThat(layer.overlay().stream().map(FileTree.Entry::path))
        .containsExactlyElementsOf(layer.tree().stream().map(FileTree.Entry::path).toList());
  }

  @Test
  void links_of_the_packages_stay_links() throws IOException {
    FileTree packages =
        TestPackages.usual()
            .put(new UnixPath("/run"), folder(0755, 0))
            .put(new UnixPath("/var/run"), link("../run"))
            .build();

    FileTree tree =
        TestPackages.layer(
                new TestMachine().file("/lib/x.conf", HELLO).file("/var/run/y", HELLO),
                packages,
                report)
            .tree();

    assertThat(tree.find(new UnixPath("/lib"))).isEmpty();
    assertThat(tree.find(new UnixPath("/bin"))).isEmpty();
    assertThat(tree.find(new UnixPath("/var/run"))).isEmpty();
    assertThat(text(tree, "/usr/lib/x.conf")).isEqualTo("hello\n");
    assertThat(text(tree, "/run/y")).isEqualTo("hello\n");
    assertThat(codes()).isEmpty();
  }

  @Test
  void a_persistent_folder_is_there_to_be_mounted_on_and_is_no_link() throws IOException {
    FileTree packages =
        TestPackages.usual()
            .put(new UnixPath("/data"), link("var/data"))
            .put(new UnixPath("/var/file"), file(0644, ""))
            .build();
    TestMachine machine =
        new TestMachine()
            .persist("state", "/home", "/var/lib/app", "/data", "/var/file", "/data/x");

    FileTree tree = TestPackages.layer(machine, packages, report).tree();

    assertThat(attributes(tree, "/var/lib/app").mode()).isEqualTo(new Mode(0755));
    assertThat(codes()).containsExactly(Code.OS0705, Code.OS0705, Code.OS0705);
  }

  @Test
  void parents_look_as_in_the_packages() throws IOException {
    Attributes state = new Attributes(new Mode(02750), 101, 102, 99, List.of());
    FileTree packages =
        TestPackages.usual()
            .put(new UnixPath("/var/lib/db"), new Node.Directory(state))
            .put(new UnixPath("/root"), folder(0700, 0))
            .build();

    FileTree tree =
        TestPackages.layer(
                new TestMachine().file("/var/lib/db/seed", HELLO).file("/root/note", HELLO),
                packages,
                report)
            .tree();

    assertThat(attributes(tree, "/var/lib/db")).isEqualTo(state);
    assertThat(attributes(tree, "/root").mode()).isEqualTo(new Mode(0700));
  }

  @Test
  void a_removed_file_is_a_whiteout_and_leaves_its_folder_as_it_was() throws IOException {
    FileTree packages = withDefaults();

    MachineLayer layer =
        TestPackages.layer(new TestMachine().file("/opt/d/a", ABSENT), packages, report);

    assertThat(layer.removed()).containsExactly(new UnixPath("/opt/d/a"));
    assertThat(layer.tree().find(new UnixPath("/opt/d/a"))).isEmpty();
    assertThat(layer.overlay().find(new UnixPath("/opt/d/a")))
        .contains(
            new Node.DeviceNode(Attributes.ofRoot(0, 7), Node.DeviceNode.Kind.CHARACTER, 0, 0));
    assertThat(attributes(layer.tree(), "/opt/d")).isEqualTo(attributes(packages, "/opt/d"));
  }

  @Test
  void a_removed_folder_that_gets_new_files_hides_each_old_one() throws IOException {
    MachineLayer layer =
        TestPackages.layer(
            new TestMachine().file("/opt/d/new", HELLO).file("/opt/d", ABSENT),
            withDefaults(),
            report);

    assertThat(layer.removed())
        .containsExactly(new UnixPath("/opt/d/a"), new UnixPath("/opt/d/sub"));
    assertThat(text(layer.tree(), "/opt/d/new")).isEqualTo("hello\n");
  }

  @Test
  void for_one_folder_the_packages_lose_what_the_layer_removes_or_replaces() throws IOException {
    FileTree packages = withDefaults();
    MachineLayer layer =
        TestPackages.layer(
            new TestMachine().file("/opt/d/sub", ABSENT).file("/opt/d/a", HELLO), packages, report);

    FileTree under = layer.under(packages);

    assertThat(under.below(new UnixPath("/opt")).stream().map(e -> e.path().value()))
        .containsExactly("/opt", "/opt/d");
    assertThat(under.find(new UnixPath("/usr/bin/busybox"))).isPresent();
  }

  @Test
  void removing_what_is_not_there_is_a_warning() throws IOException {
    layer(new TestMachine().file("/no/such", ABSENT));

    assertThat(codes()).containsExactly(Code.OS0612);
    assertThat(report.hasErrors()).isFalse();
  }

  @Test
  void a_file_in_place_of_a_folder_or_of_a_link_to_one_is_an_error() throws IOException {
    layer(new TestMachine().file("/usr/lib", HELLO).file("/lib", HELLO));

    assertThat(codes()).containsExactly(Code.OS0604, Code.OS0604);
  }

  @Test
  void a_file_below_a_file_is_an_error() throws IOException {
    layer(new TestMachine().file("/usr/bin/busybox/x", HELLO));

    assertThat(codes()).containsExactly(Code.OS0605);
  }

  @Test
  void a_file_that_replaces_one_keeps_its_mode_and_owner() throws IOException {
    Attributes old = new Attributes(new Mode(0640), 3, 4, 99, List.of());
    FileTree packages =
        TestPackages.usual()
            .put(new UnixPath("/etc/secret"), new Node.RegularFile(old, Content.of("x")))
            .build();

    FileTree tree =
        TestPackages.layer(new TestMachine().file("/etc/secret", HELLO), packages, report).tree();

    assertThat(attributes(tree, "/etc/secret")).isEqualTo(old.withMtime(7));
  }

  @Test
  void owners_are_looked_up_and_unknown_ones_are_errors() throws IOException {
    MachineLayer layer =
        layer(
            new TestMachine()
                .user("joe")
                .file("/a", HELLO, Optional.of(new Mode(0600)), Optional.of("joe"))
                .file("/b", HELLO, Optional.empty(), Optional.of("1234"))
                .file("/c", HELLO, Optional.empty(), Optional.of("jim"))
                .file("/d", HELLO, Optional.empty(), Optional.of("4294967294"))
                .file("/e", HELLO, Optional.empty(), Optional.of("4294967295")));

    assertThat(attributes(layer.tree(), "/a").uid()).isEqualTo(1000);
    assertThat(attributes(layer.tree(), "/a").mode()).isEqualTo(new Mode(0600));
    assertThat(attributes(layer.tree(), "/b").uid()).isEqualTo(1234);
    assertThat(attributes(layer.tree(), "/d").uid()).isEqualTo(4294967294L);
    assertThat(codes()).containsExactly(Code.OS0606, Code.OS0606);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/ssh/ssh_host_rsa_key",
        "/var/lib/dropbear/dropbear_rsa_host_key",
        "/var/lib/ssh/ssh_host_ed25519_key"
      })
  void every_place_of_a_private_host_key_is_known(String key) throws IOException {
    layer(new TestMachine().file(key, HELLO));

    assertThat(codes()).containsExactly(Code.OS0610);
  }

  @Test
  void a_private_host_key_may_not_travel_over_the_network() throws IOException {
    String key = "/etc/dropbear/dropbear_ed25519_host_key";

    layer(new TestMachine().file(key, HELLO));
    assertThat(codes()).containsExactly(Code.OS0610);

    Report other = new Report();
    MachineLayer layer =
        TestPackages.layer(
            new TestMachine().disk().file(key, HELLO), TestPackages.usual().build(), other);
    assertThat(other.diagnostics()).isEmpty();
    assertThat(layer.secret()).isTrue();
  }

  @Test
  void homes_and_keys_belong_to_their_users_alone() throws IOException {
    FileTree packages =
        TestPackages.usual().put(new UnixPath("/etc/skel/.rc"), file(0644, "rc")).build();

    FileTree tree =
        TestPackages.layer(
                new TestMachine().user("root").user("joe", "ssh-ed25519 AAAA me", "ssh-rsa BB"),
                packages,
                report)
            .tree();

    assertThat(text(tree, "/home/joe/.ssh/authorized_keys"))
        .isEqualTo("ssh-ed25519 AAAA me\nssh-rsa BB\n");
    Map.of("/home/joe", 0700, "/home/joe/.ssh", 0700, "/home/joe/.ssh/authorized_keys", 0600)
        .forEach((path, mode) ->
            assertThat(attributes(tree, path))
                .isEqualTo(new Attributes(new Mode(mode), 1000, 1000, 7, List.of())));
    assertThat(attributes(tree, "/home/joe/.rc").uid()).isEqualTo(1000);
    assertThat(attributes(tree, "/root").mode()).isEqualTo(new Mode(0700));
    assertThat(tree.find(new UnixPath("/root/.ssh"))).isEmpty();
  }

  @Test
  void a_key_file_that_holds_no_public_keys_is_an_error() throws IOException {
    Locator.LocalFile pub = keyFile("id.pub");
    Locator.LocalFile secret = keyFile("id");
    TestMachine machine =
        new TestMachine().user(withKeys("root", pub)).user(withKeys("joe", secret));
    SystemInput input =
        new SystemInput(
            machine.build(),
            TestPackages.usual().build(),
            Map.of(
                pub, Content.of("# mine\n\nssh-ed25519 AAAAC3 me@host\n"),
                secret, Content.of("-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n")),
            List.of(),
            SystemIds.NONE,
            7,
            "up",
            "0",
            BusyboxApplets::of);

    MachineLayer layer = SystemLayer.assemble(input, report);

    assertThat(text(layer.tree(), "/root/.ssh/authorized_keys"))
        .isEqualTo("ssh-ed25519 AAAAC3 me@host\n");
    assertThat(codes()).containsExactly(Code.OS0611);
    assertThat(report.diagnostics().getFirst().message()).contains("`id`");
  }

  @Test
  void account_files_hold_basics_packages_and_users_in_this_order() throws IOException {
    SystemAccount group = new SystemAccount("p", "www", OptionalLong.of(33), Optional.empty());
    SystemAccount user =
        new SystemAccount(
            "p",
            "www",
            OptionalLong.of(33),
            Optional.of(new SystemAccount.Login("www", "Web", "/var/www", "/usr/sbin/nologin")));
    TestMachine machine = new TestMachine().user(withHash("joe", "$6$salt$hash"));

    MachineLayer layer =
        SystemLayer.assemble(
            TestPackages.input(machine, TestPackages.usual().build(), group, user), report);

    FileTree tree = layer.tree();
    assertThat(text(tree, "/etc/passwd"))
        .isEqualTo(
            """
            root:*:0:0:root:/root:/bin/sh
            nobody:*:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
            www:*:33:33:Web:/var/www:/usr/sbin/nologin
            joe:x:1000:1000::/home/joe:/bin/sh
            """);
    assertThat(text(tree, "/etc/group")).endsWith("www:x:33:\njoe:x:1000:\n");
    assertThat(text(tree, "/etc/shadow"))
        .startsWith("root:*::0:99999:7:::\n")
        .endsWith("joe:$6$salt$hash::0:99999:7:::\n");
    assertThat(attributes(tree, "/etc/shadow"))
        .isEqualTo(new Attributes(new Mode(0640), 0, 42, 7, List.of()));
    assertThat(layer.secret()).isTrue();
  }

  @Test
  void account_files_of_packages_are_taken_over() throws IOException {
    FileTree packages =
        TestPackages.usual()
            .put(new UnixPath("/etc/group"), file(0644, "audio:x:29:\nmail:x:8:ann,bob\n"))
            .put(
                new UnixPath("/etc/passwd"),
                file(0644, "ann:x:500:8::/home/ann:/bin/sh\nbig:x:9999999999:8::/:/bin/sh\n"))
            .put(new UnixPath("/etc/shadow"), file(0640, "ann:!rqXexS6ZhobKA:1:0:99999:7:::\n"))
            .build();
    User joe =
        new User(
            "joe",
            OptionalLong.empty(),
            OptionalLong.empty(),
            List.of(TestMachine.at("audio")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            TestMachine.SPAN);

    MachineLayer layer = TestPackages.layer(new TestMachine().user(joe), packages, report);

    assertThat(text(layer.tree(), "/etc/group")).contains("audio:x:29:joe\nmail:x:8:ann,bob\n");
    assertThat(text(layer.tree(), "/etc/passwd")).contains("ann:x:500:8:").doesNotContain("big");
    assertThat(layer.secret()).isTrue();
    assertThat(codes()).isEmpty();
  }

  @Test
  void accounts_that_cannot_be_are_errors() throws IOException {
    User twice = withUid("joe", 65534);
    User other = withUid("nobody", 5);
    User lost =
        new User(
            "ann",
            OptionalLong.empty(),
            OptionalLong.empty(),
            List.of(TestMachine.at("wheel")),
            Optional.empty(),
            Optional.of(new UnixPath("/bin/zsh")),
            Optional.empty(),
            List.of(),
            TestMachine.SPAN);

    layer(new TestMachine().user(twice).user(other).user(lost));

    assertThat(codes()).containsExactly(Code.OS0607, Code.OS0608, Code.OS0608, Code.OS0609);
  }

  @Test
  void etc_is_complete_and_a_package_may_bring_the_defaults() throws IOException {
    FileTree packages =
        TestPackages.usual().put(new UnixPath("/etc/profile"), file(0644, "mine")).build();

    FileTree tree = TestPackages.layer(new TestMachine(), packages, report).tree();

    assertThat(tree.children(new UnixPath("/etc")).stream().map(e -> e.path().name()))
        .containsExactly(
            "fstab",
            "group",
            "gshadow",
            "hostname",
            "hosts",
            "inittab",
            "mtab",
            "nsswitch.conf",
            "os-release",
            "oscc-release",
            "passwd",
            "resolv.conf",
            "shadow",
            "shells");
    assertThat(text(tree, "/etc/oscc-release")).isEqualTo("NAME=web\nBUILD_ID=0123456789abcdef\n");
    assertThat(attributes(tree, "/tmp").mode()).isEqualTo(new Mode(01777));
  }

  @Test
  void with_dhcp_the_resolver_lies_where_it_can_be_written() throws IOException {
    FileTree dhcp = layer(new TestMachine().dhcp("eth0")).tree();
    FileTree fixed = layer(new TestMachine().nameservers("192.0.2.53")).tree();

    assertThat(dhcp.find(new UnixPath("/etc/resolv.conf")))
        .hasValueSatisfying(node -> assertThat(((Node.Symlink) node).target()).startsWith("/run/"));
    assertThat(text(fixed, "/etc/resolv.conf")).isEqualTo("nameserver 192.0.2.53\n");
  }

  private MachineLayer layer(TestMachine machine) throws IOException {
    return TestPackages.layer(machine, TestPackages.usual().build(), report);
  }

  private Stream<Code> codes() {
    return report.diagnostics().stream().map(Diagnostic::code);
  }

  private static FileTree withDefaults() {
    return TestPackages.usual()
        .put(new UnixPath("/opt/d"), folder(0700, 5))
        .put(new UnixPath("/opt/d/a"), file(0644, "a"))
        .put(new UnixPath("/opt/d/sub"), folder(0755, 0))
        .put(new UnixPath("/opt/d/sub/b"), file(0644, "b"))
        .build();
  }

  private static Node.Directory folder(int mode, long owner) {
    return new Node.Directory(Attributes.ofRoot(mode, 3).withOwner(owner, owner));
  }

  private static Node.RegularFile file(int mode, String text) {
    return new Node.RegularFile(Attributes.ofRoot(mode, 3), Content.of(text));
  }

  private static Node.Symlink link(String target) {
    return new Node.Symlink(Attributes.ofRoot(0777, 3), target);
  }

  private static Attributes attributes(FileTree tree, String path) {
    return tree.inode(new UnixPath(path)).orElseThrow().attributes();
  }

  private static Locator.LocalFile keyFile(String name) {
    return new Locator.LocalFile(Path.of("/keys", name), name, Optional.empty(), TestMachine.SPAN);
  }

  private static User withKeys(String name, Locator.LocalFile file) {
    return user(name, OptionalLong.empty(), Optional.empty(), new User.AuthorizedKey.KeyFile(file));
  }

  private static User withHash(String name, String hash) {
    return user(name, OptionalLong.empty(), Optional.of(hash));
  }

  private static User withUid(String name, long uid) {
    return user(name, OptionalLong.of(uid), Optional.empty());
  }

  private static User user(
      String name, OptionalLong uid, Optional<String> hash, User.AuthorizedKey... keys) {
    return new User(
        name,
        uid,
        OptionalLong.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        hash,
        List.of(keys),
        TestMachine.SPAN);
  }
}
