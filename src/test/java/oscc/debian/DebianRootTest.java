package oscc.debian;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import oscc.diag.Code;
import oscc.diag.Diagnostic;
import oscc.diag.Report;
import oscc.diag.SourceText;
import oscc.diag.Span;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.Mode;
import oscc.fstree.Node;
import oscc.fstree.Survey;
import oscc.fstree.Unit;
import oscc.fstree.UnixPath;
import oscc.manifest.PackageSpec;
import oscc.manifest.SystemIds;
import oscc.source.Sources.PackageUnit;
import oscc.store.Digest;

class DebianRootTest {
  private final FileTreeBuilder files = FileTree.builder(0);
  private final List<PackageUnit> units = new ArrayList<>();
  private final TreeMap<String, Long> groups = new TreeMap<>();
  private final Report report = new Report();

  @Test
  void of_two_alternatives_that_of_the_higher_priority_is_linked_with_its_slaves() {
    file("/usr/bin/mawk", 0755);
    file("/usr/bin/gawk", 0755);
    file("/usr/share/man/man1/mawk.1.gz", 0644);
    postinst("gawk", "update-alternatives --install /usr/bin/awk awk /usr/bin/gawk 5 || true\n");
    postinst(
        "mawk",
        """
        update-alternatives --install /usr/bin/awk awk /usr/bin/mawk 10 \\
          --slave /usr/share/man/man1/awk.1.gz awk.1.gz /usr/share/man/man1/mawk.1.gz \\
          --slave /usr/share/man/man1/gone.1.gz gone.1.gz /usr/share/man/man1/gone-too.1.gz
        """);

    FileTree tree = derive().tree();

    assertThat(target(tree, "/usr/bin/awk")).isEqualTo("/etc/alternatives/awk");
    assertThat(target(tree, "/etc/alternatives/awk")).isEqualTo("/usr/bin/mawk");
    assertThat(target(tree, "/usr/share/man/man1/awk.1.gz"))
        .isEqualTo("/etc/alternatives/awk.1.gz");
    assertThat(tree.find(new UnixPath("/usr/share/man/man1/gone.1.gz"))).isEmpty();
  }

  @Test
  void an_alternative_gives_way_to_a_file_of_a_package_and_to_words_that_only_a_shell_knows() {
    file("/usr/bin/more", 0755);
    file("/usr/bin/pager", 0755);
    postinst("a", "update-alternatives --install /usr/bin/pager pager /usr/bin/more 5\n");
    postinst("b", "update-alternatives --install $DIR/x x /usr/bin/more 5\n");

    assertThat(derive().additions().size()).isEqualTo(1);
  }

  @Test
  void words_of_packages_that_make_no_path_are_passed_over() {
    file("/usr/bin/more", 0755);
    postinst("a", "update-alternatives --install /usr/bin/pager ../pager /usr/bin/more 5\n");
    deb(
        "odd",
        text(
            "/usr/lib/systemd/system/odd.service",
            """
            [Install]
            WantedBy=../multi-user.target good.target
            RequiredBy=a//b
            Alias=../odd.service
            Also=../../odd.service
            """),
        text("/var/lib/dpkg/info/odd.postinst", "deb-systemd-helper enable odd.service\n"));

    FileTree tree = derive().tree();

    assertThat(tree.find(new UnixPath("/usr/bin/pager"))).isEmpty();
    assertThat(tree.find(new UnixPath("/etc/systemd/system/good.target.wants/odd.service")))
        .isPresent();
  }

  @Test
  void units_are_enabled_as_their_install_sections_say() {
    deb(
        "openssh-server",
        text(
            "/usr/lib/systemd/system/ssh.service",
            """
            [Unit]
            WantedBy=not-here.target
            [Install]
            WantedBy=multi-user.target \\
              extra.target
            RequiredBy=strict.target
            Alias=sshd.service
            Also=late@.service
            """),
        text(
            "/usr/lib/systemd/system/late@.service",
            "[Install]\nWantedBy=multi-user.target\nDefaultInstance=one\n"),
        text("/usr/lib/systemd/system/ssh.socket", "[Install]\nWantedBy=sockets.target\n"),
        text(
            "/var/lib/dpkg/info/openssh-server.postinst",
            """
            if deb-systemd-helper --quiet was-enabled 'ssh.service'; then
              deb-systemd-helper enable 'ssh.service' >/dev/null || true
            fi
            if deb-systemd-helper debian-installed 'ssh.socket'; then
              deb-systemd-helper enable 'ssh.socket' >/dev/null || true
            fi
            """));

    FileTree tree = derive().tree();

    String etc = "/etc/systemd/system/";
    String unit = "/lib/systemd/system/ssh.service";
    assertThat(target(tree, etc + "multi-user.target.wants/ssh.service")).isEqualTo(unit);
    assertThat(target(tree, etc + "extra.target.wants/ssh.service")).isEqualTo(unit);
    assertThat(target(tree, etc + "strict.target.requires/ssh.service")).isEqualTo(unit);
    assertThat(target(tree, etc + "sshd.service")).isEqualTo(unit);
    assertThat(target(tree, etc + "multi-user.target.wants/late@one.service"))
        .isEqualTo("/lib/systemd/system/late@.service");
    assertThat(tree.find(new UnixPath(etc + "not-here.target.wants"))).isEmpty();
    assertThat(tree.find(new UnixPath(etc + "sockets.target.wants"))).isEmpty();
  }

  @Test
  void tmpfiles_that_do_not_lie_in_memory_are_made_with_their_owners() {
    groups.put("mail", 8L);
    file("/usr/share/base-files/motd", 0644);
    file("/usr/bin/tool", 0755);
    deb(
        "x",
        text(
            "/usr/lib/tmpfiles.d/x.conf",
            """
            # comment
            d /var/mail 2775 root mail - -
            d /run/x 0755
            d /var/x/%m 0755
            d! /var/boot 0755
            f /var/log/x 0640 root mail - words of a text
            C /etc/motd - - - - /usr/share/base-files/motd
            L /etc/mtab - - - - ../proc/self/mounts
            z /usr/bin/tool 4750 root mail
            d /srv :0700
            """));
    files.put(new UnixPath("/srv"), new Node.Directory(Attributes.ofRoot(0755, 0)));

    FileTree tree = derive().tree();

    assertThat(mode(tree, "/var/mail")).isEqualTo("2775 0:8");
    assertThat(mode(tree, "/var/log/x")).isEqualTo("640 0:8");
    assertThat(mode(tree, "/usr/bin/tool")).isEqualTo("4750 0:8");
    assertThat(mode(tree, "/srv")).isEqualTo("755 0:0");
    assertThat(target(tree, "/etc/mtab")).isEqualTo("../proc/self/mounts");
    assertThat(content(tree, "/var/log/x")).isEqualTo("words of a text");
    assertThat(content(tree, "/etc/motd")).isEqualTo("/usr/share/base-files/motd");
    assertThat(tree.find(new UnixPath("/run"))).isEmpty();
    assertThat(tree.find(new UnixPath("/var/boot"))).isEmpty();
    assertThat(tree.find(new UnixPath("/var/x"))).isEmpty();
  }

  @Test
  void what_no_file_says_is_in_the_table_for_debs_of_that_name() {
    groups.put("mail", 8L);
    deb("base-files");

    assertThat(mode(derive().tree(), "/var/mail")).isEqualTo("2775 0:8");
  }

  @Test
  void pam_stacks_are_filled_with_the_profiles_that_are_on_by_default() {
    deb(
        "libpam-runtime",
        text(
            "/usr/share/pam/common-auth", "# head\n$auth_primary\ndeny\n$auth_additional\n# end\n"),
        text(
            "/usr/share/pam/common-session-noninteractive",
            "$session_nonint_primary\n$session_nonint_additional\n"),
        text(
            "/usr/share/pam-configs/unix",
            """
            Name: Unix authentication
            Default: yes
            Priority: 256
            Auth-Type: Primary
            Auth:
            \t[success=end default=ignore]\tpam_unix.so nullok try_first_pass
            Auth-Initial:
            \t[success=end default=ignore]\tpam_unix.so nullok
            Session-Type: Additional
            Session:
            \trequired\tpam_unix.so
            """),
        text(
            "/usr/share/pam-configs/ldap",
            """
            Name: LDAP
            Default: yes
            Priority: 128
            Auth-Type: Primary
            Auth:
            \t[success=end default=ignore]\tpam_ldap.so use_first_pass
            Session-Type: Additional
            Session-Interactive-Only: yes
            Session:
            \toptional\tpam_ldap.so
            """),
        text("/usr/share/pam-configs/off", "Default: no\nAuth-Type: Primary\nAuth:\n\toff\n"));

    FileTree tree = derive().tree();

    assertThat(content(tree, "/etc/pam.d/common-auth"))
        .isEqualTo(
            """
            # head
            auth\t[success=2 default=ignore]\tpam_unix.so nullok
            auth\t[success=1 default=ignore]\tpam_ldap.so use_first_pass
            deny
            # end
            """);
    assertThat(content(tree, "/etc/pam.d/common-session-noninteractive"))
        .isEqualTo("session\t[default=1]\t\t\tpam_permit.so\nsession\trequired\tpam_unix.so \n");
  }

  @Test
  void a_script_that_does_something_else_is_noted_with_its_line() {
    postinst("known-by-nobody", "#!/bin/sh\nset -e\nif true; then\n  chown daemon /srv\nfi\n");
    postinst("udev", "addgroup --quiet --system input\n");
    postinst(
        "generated",
        "# Automatically added by dh_x/1\nmkdir -p /srv\n# End automatically added section\n");

    derive();

    assertThat(report.diagnostics()).extracting(Diagnostic::code).containsExactly(Code.OS0650);
    assertThat(report.diagnostics().getFirst().toString())
        .contains("`known-by-nobody`")
        .contains("line 4 says `chown daemon /srv`");
  }

  private DebianRoot derive() {
    SystemIds ids = new SystemIds(new TreeMap<>(), groups);
    List<Unit> packages = units.stream().map(PackageUnit::unit).toList();
    DebianRoot root = DebianRoot.derive(files.build(), packages, ids, 0);
    List<Span> spans = units.stream().map(u -> u.spec().span()).toList();
    ScriptNote.tell(root.notes(), spans, report);
    return root;
  }

  private void file(String path, int mode) {
    Attributes attributes = Attributes.ofRoot(mode, 0);
    files.put(new UnixPath(path), new Node.RegularFile(attributes, Content.of(path)));
  }

  private void postinst(String name, String script) {
    deb(name, text("/var/lib/dpkg/info/%s.postinst".formatted(name), script));
  }

  private void deb(String name, Survey.TextFile... texts) {
    List<Survey.TextFile> all = new ArrayList<>(List.of(texts));
    all.add(text("/var/lib/dpkg/info/%s.control".formatted(name), "Package: " + name));
    Survey survey = new Survey(List.of(), List.of(), List.of(), all);
    Digest id = Digest.of(name.getBytes(UTF_8));
    Span span = new Span(new SourceText("machine.yaml", "packages: []\n"), 0, 8);
    units.add(
        new PackageUnit(
            new Unit(name + " 1.0", id, FileTree.builder(0).build(), survey),
            new PackageSpec.Deb(
                List.of(), true, List.of(), false, PackageSpec.Selection.ALL, span)));
  }

  private static Survey.TextFile text(String path, String text) {
    return new Survey.TextFile(new UnixPath(path), text);
  }

  private static String target(FileTree tree, String path) {
    Node.Inode inode = tree.inode(new UnixPath(path)).orElseThrow();
    return inode instanceof Node.Symlink link ? link.target() : inode.toString();
  }

  private static String mode(FileTree tree, String path) {
    Attributes a = tree.inode(new UnixPath(path)).orElseThrow().attributes();
    Mode mode = a.mode();
    return "%o %d:%d".formatted(mode.bits(), a.uid(), a.gid());
  }

  private static String content(FileTree tree, String path) {
    Node.RegularFile file = (Node.RegularFile) tree.inode(new UnixPath(path)).orElseThrow();
    try (InputStream in = file.content().open()) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
