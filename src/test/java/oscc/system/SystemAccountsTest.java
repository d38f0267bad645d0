package oscc.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import oscc.fstree.FileTree;
import oscc.fstree.Survey;
import oscc.fstree.Unit;
import oscc.fstree.UnixPath;
import oscc.manifest.SystemAccount;
import oscc.store.Digest;

final class SystemAccountsTest {

  @Test
  void base_passwd_says_ids_and_groups() {
    List<SystemAccount> accounts =
        SystemAccounts.of(
            List.of(
                unit(
                    "base-passwd",
                    text(
                        "/usr/share/base-passwd/group.master",
                        "www-data:*:33:\nnogroup:*:65534:\n"),
                    text(
                        "/usr/share/base-passwd/passwd.master",
                        "www-data:*:33:33:web:/var/www:/usr/sbin/nologin\n"))));

    assertThat(accounts)
        .containsExactly(
            group("base-passwd", "www-data", OptionalLong.of(33)),
            group("base-passwd", "nogroup", OptionalLong.of(65534)),
            user(
                "base-passwd",
                "www-data",
                OptionalLong.of(33),
                new SystemAccount.Login("www-data", "web", "/var/www", "/usr/sbin/nologin")));
  }

  @Test
  void sysusers_lines_are_read_with_their_quotes_and_defaults() {
    String lines =
        """
        # comment
        g input - -
        u messagebus - "System Message Bus"
        u daemon2 7:adm "-" /srv /bin/sh
        """;

    assertThat(SystemAccounts.of(List.of(unit("dbus", text("/usr/lib/sysusers.d/a.conf", lines)))))
        .containsExactly(
            group("dbus", "input", OptionalLong.empty()),
            user(
                "dbus",
                "messagebus",
                OptionalLong.empty(),
                new SystemAccount.Login(
                    "messagebus", "System Message Bus", "/", "/usr/sbin/nologin")),
            user(
                "dbus",
                "daemon2",
                OptionalLong.of(7),
                new SystemAccount.Login("adm", "", "/srv", "/bin/sh")));
  }

  @Test
  void what_no_file_says_is_in_the_table() {
    assertThat(SystemAccounts.of(List.of(deb("udev"), deb("openssh-server"))))
        .extracting(SystemAccount::name)
        .containsExactly("input", "kvm", "render", "sgx", "sshd");
  }

  private static Unit deb(String name) {
    return unit(name + " 1:2.3-4", text("/var/lib/dpkg/info/%s.control".formatted(name), ""));
  }

  private static Unit unit(String name, Survey.TextFile... texts) {
    return new Unit(
        name,
        Digest.of(new byte[0]),
        FileTree.builder(0).build(),
        new Survey(List.of(), List.of(), List.of(), List.of(texts)));
  }

  private static Survey.TextFile text(String path, String text) {
    return new Survey.TextFile(new UnixPath(path), text);
  }

  private static SystemAccount group(String unit, String name, OptionalLong id) {
    return new SystemAccount(unit, name, id, Optional.empty());
  }

  private static SystemAccount user(
      String unit, String name, OptionalLong id, SystemAccount.Login login) {
    return new SystemAccount(unit, name, id, Optional.of(login));
  }
}
