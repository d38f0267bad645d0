package oscc.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.Mode;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.manifest.Ssh;
import oscc.manifest.User;
import oscc.manifest.User.AuthorizedKey;
import oscc.system.Account.UserLine;

/** The home folders of the manifest's users: the skeleton, and the keys that may log in. */
final class Homes {
  private static final UnixPath SKELETON = new UnixPath("/etc/skel");

  /** Options, type, base64 and comment of sshd(8), "AUTHORIZED_KEYS FILE FORMAT". */
  private static final Pattern KEY_LINE =
      Pattern.compile("(\\S.*\\s)?(ssh-|ecdsa-sha2-|sk-)[a-z0-9@.-]+\\s+[A-Za-z0-9+/]+=*(\\s.*)?");

  private final SystemInput input;
  private final LayerBuilder layer;
  private final Report report;

  Homes(SystemInput input, LayerBuilder layer, Report report) {
    this.input = input;
    this.layer = layer;
    this.report = report;
  }

  /** Lays the homes of all users that the manifest names. */
  void lay(Accounts accounts) throws IOException {
    for (User user : input.machine().users()) {
      layHome(user, accounts.user(user.name()).orElseThrow());
    }
    boolean rootIsNamed = input.machine().users().stream().anyMatch(u -> u.name().equals("root"));
    if (!rootIsNamed && takesKeysFromCmdline()) {
      UserLine root = accounts.user("root").orElseThrow();
      layKeys(new UnixPath(root.home()), owner(root), "", input.machine().name().span());
    }
  }

  private boolean takesKeysFromCmdline() {
    return input.machine().ssh().filter(Ssh::keyFromCmdline).isPresent();
  }

  private void layHome(User user, UserLine line) throws IOException {
    UnixPath home = new UnixPath(line.home());
    Attributes mine = owner(line);
    boolean isNew = layer.find(home).isEmpty();
    layer.folder(home, mine, user.span());
    if (isNew) {
      laySkeleton(home, mine, user);
    }
    checkShell(user, line);
    StringBuilder keys = new StringBuilder();
    for (AuthorizedKey key : user.authorizedKeys()) {
      keys.append(text(key));
    }
    // The boot lays a key from the command line over this file, so it has to be there.
    if (!keys.isEmpty() || (line.uid() == 0 && takesKeysFromCmdline())) {
      layKeys(home, mine, keys.toString(), user.span());
    }
  }

  private Attributes owner(UserLine line) {
    return layer.root(0700).withOwner(line.uid(), line.gid());
  }

  private void layKeys(UnixPath home, Attributes mine, String keys, Span blame) {
    UnixPath folder = home.child(".ssh");
    layer.folder(folder, mine, blame);
    Attributes attributes = mine.withMode(new Mode(0600));
    layer.put(
        folder.child("authorized_keys"), new Node.RegularFile(attributes, Content.of(keys)), blame);
  }

  private void laySkeleton(UnixPath home, Attributes mine, User user) {
    for (FileTree.Entry entry : input.packages().below(SKELETON)) {
      if (entry.path().equals(SKELETON)) {
        continue;
      }
      String below = entry.path().value().substring(SKELETON.value().length() + 1);
      Node.Inode inode = input.packages().inode(entry.node());
      Attributes copy = inode.attributes().withOwner(mine.uid(), mine.gid());
      UnixPath path = home.child(below);
      if (inode instanceof Node.Directory) {
        layer.folder(path, copy, user.span());
      } else {
        layer.put(path, inode.withAttributes(copy), user.span());
      }
    }
  }

  private void checkShell(User user, UserLine line) {
    Optional<UnixPath> shell = user.shell();
    if (shell.isPresent()
        && input.packages().open(shell.get()).isEmpty()
        && !layer.exists(line.shell())) {
      report
          .error(
              Code.OS0609,
              user.span(),
              "shell `%s` of user `%s` is in no package".formatted(line.shell(), user.name()))
          .help("add the package that brings it, or leave `shell` out");
    }
  }

  private String text(AuthorizedKey key) throws IOException {
    return switch (key) {
      case AuthorizedKey.Line line -> line.text().strip() + "\n";
      case AuthorizedKey.KeyFile file -> {
        Content content = Objects.requireNonNull(input.hostFiles().get(file.file()), "unpinned");
        yield keysIn(file, content);
      }
    };
  }

  private String keysIn(AuthorizedKey.KeyFile file, Content content) throws IOException {
    List<String> keys = new ArrayList<>();
    try (InputStream in = content.open()) {
      String text = new String(in.readNBytes(1 << 20), StandardCharsets.UTF_8);
      text.lines()
          .map(String::strip)
          .filter(l -> !l.isEmpty() && !l.startsWith("#"))
          .forEach(keys::add);
    }
    if (keys.isEmpty() || !keys.stream().allMatch(k -> KEY_LINE.matcher(k).matches())) {
      report
          .error(
              Code.OS0611,
              file.span(),
              "`%s` is no list of public ssh keys".formatted(file.file().written()))
          .help("name the public half, which ssh-keygen writes with the ending .pub");
      return "";
    }
    return String.join("\n", keys) + "\n";
  }
}
