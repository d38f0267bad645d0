package oscc.system;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.fstree.Content;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.manifest.Ssh;

/** The private keys of {@code ssh.host_keys}, which root alone may read. */
final class HostKeyFiles {
  /** More than any private key takes. */
  private static final int LIMIT = 1 << 16;

  private final SystemInput input;
  private final LayerBuilder layer;

  HostKeyFiles(SystemInput input, LayerBuilder layer) {
    this.input = input;
    this.layer = layer;
  }

  /** Lays the keys where the server looks for them, and returns these paths. */
  List<String> lay(Ssh ssh, Report report) throws IOException {
    List<String> paths = new ArrayList<>();
    for (Ssh.HostKey key : ssh.hostKeys()) {
      Content content = Objects.requireNonNull(input.hostFiles().get(key.file()), "unpinned");
      Optional<String> path =
          HostKeyFormat.kind(ssh.server(), head(content)).map(k -> path(ssh, k));
      if (path.isEmpty()) {
        refuse(ssh, key, report);
      } else if (paths.contains(path.get())) {
        report
            .error(
                Code.OS0661,
                key.file().span(),
                "`%s` is a second key of its kind".formatted(key.file().written()))
            .help("a server has one host key of each kind: remove one of them");
      } else {
        paths.add(path.get());
        layer.markSecret();
        layer.put(
            new UnixPath(path.get()),
            new Node.RegularFile(layer.root(0600), content),
            key.file().span());
      }
    }
    return paths;
  }

  private static byte[] head(Content content) throws IOException {
    try (InputStream in = content.open()) {
      return in.readNBytes(LIMIT);
    }
  }

  private static String path(Ssh ssh, String kind) {
    return switch (ssh.server()) {
      case OPENSSH -> "/etc/ssh/ssh_host_%s_key".formatted(kind);
      case DROPBEAR -> "/etc/dropbear/dropbear_%s_host_key".formatted(kind);
    };
  }

  private static void refuse(Ssh ssh, Ssh.HostKey key, Report report) {
    report
        .error(
            Code.OS0661,
            key.file().span(),
            "`%s` is no host key that the server can read".formatted(key.file().written()))
        .label("expected a private key without a passphrase, in the server's own format")
        .help(
            switch (ssh.server()) {
              case OPENSSH -> "`ssh-keygen -t ed25519 -N '' -f FILE` makes one";
              case DROPBEAR ->
                  "`dropbearkey -t ed25519 -f FILE` makes one, and"
                      + " `dropbearconvert openssh dropbear FILE NEW` makes one of OpenSSH's";
            });
  }
}
