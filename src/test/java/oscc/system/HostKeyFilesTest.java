package oscc.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import oscc.diag.Code;
import oscc.diag.Diagnostic;
import oscc.diag.Report;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.UnixPath;
import oscc.manifest.Locator;
import oscc.manifest.Ssh;

final class HostKeyFilesTest {
  private final Map<Locator.LocalFile, Content> files = new HashMap<>();
  private final Report report = new Report();

  private Locator.LocalFile file(String name, byte[] bytes) {
    Locator.LocalFile file =
        new Locator.LocalFile(Path.of("/nowhere", name), name, Optional.empty(), TestMachine.SPAN);
    files.put(file, Content.of(new String(bytes, StandardCharsets.ISO_8859_1)));
    return file;
  }

  private static void string(DataOutputStream out, String text) throws IOException {
    out.writeInt(text.length());
    out.writeBytes(text);
  }

  /** As PROTOCOL.key of OpenSSH says, but for the secret part. */
  private static byte[] openssh(String kind, String cipher) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeBytes("openssh-key-v1\0");
    string(out, cipher);
    string(out, cipher.equals("none") ? "none" : "bcrypt");
    string(out, "");
    out.writeInt(1);
    out.writeInt(4 + kind.length());
    string(out, kind);
    String body = Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(bytes.toByteArray());
    return "-----BEGIN OPENSSH %1$s-----\n%2$s\n-----END OPENSSH %1$s-----\n"
        .formatted("PRIVATE " + "KEY", body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] dropbear(String kind) throws IOException {
    var bytes = new ByteArrayOutputStream();
    string(new DataOutputStream(bytes), kind);
    return bytes.toByteArray();
  }

  private MachineLayer lay(Ssh.Server server, Locator.LocalFile... keys) throws IOException {
    TestMachine machine = new TestMachine().disk().ssh(server, keys);
    FileTree packages = TestPackages.usual().build();
    SystemInput plain = TestPackages.input(machine, packages);
    SystemInput input =
        new SystemInput(
            plain.machine(),
            packages,
            files,
            plain.accounts(),
            plain.ids(),
            plain.epoch(),
            plain.readyLine(),
            plain.buildId(),
            plain.applets());
    LayerBuilder layer = new LayerBuilder(packages, 7, report);
    new HostKeyFiles(input, layer).lay(input.machine().ssh().orElseThrow(), report);
    return layer.build();
  }

  @Test
  void keys_lie_where_the_server_looks_for_them_and_root_alone_may_read_them() throws IOException {
    MachineLayer layer =
        lay(
            Ssh.Server.OPENSSH,
            file("a", openssh("ssh-ed25519", "none")),
            file("b", openssh("ecdsa-sha2-nistp256", "none")));

    assertThat(report.diagnostics()).isEmpty();
    assertThat(layer.secret()).isTrue();
    for (String path : List.of("/etc/ssh/ssh_host_ed25519_key", "/etc/ssh/ssh_host_ecdsa_key")) {
      assertThat(layer.tree().inode(new UnixPath(path)).orElseThrow().attributes().mode().bits())
          .as(path)
          .isEqualTo(0600);
    }
  }

  @Test
  void dropbear_has_a_format_and_paths_of_its_own() throws IOException {
    MachineLayer layer = lay(Ssh.Server.DROPBEAR, file("a", dropbear("ssh-rsa")));

    assertThat(report.diagnostics()).isEmpty();
    assertThat(layer.tree().find(new UnixPath("/etc/dropbear/dropbear_rsa_host_key"))).isPresent();
  }

  @Test
  void what_the_server_cannot_use_is_refused_without_its_text() throws IOException {
    MachineLayer layer =
        lay(
            Ssh.Server.OPENSSH,
            file("of-dropbear", dropbear("ssh-ed25519")),
            file("with-passphrase", openssh("ssh-ed25519", "aes256-ctr")),
            file("old", openssh("ssh-dss", "none")),
            file("cut", "-----BEGIN OPENSSH PRIVATE ".getBytes(StandardCharsets.US_ASCII)),
            file("empty", new byte[0]),
            file("good", openssh("ssh-rsa", "none")),
            file("twice", openssh("ssh-rsa", "none")));
    lay(Ssh.Server.DROPBEAR, file("of-openssh", openssh("ssh-rsa", "none")));

    assertThat(layer.tree().find(new UnixPath("/etc/ssh/ssh_host_rsa_key"))).isPresent();
    assertThat(report.diagnostics())
        .hasSize(7)
        .extracting(Diagnostic::code)
        .containsOnly(Code.OS0661);
    assertThat(report.diagnostics().toString()).doesNotContain("BEGIN OPENSSH");
  }
}
