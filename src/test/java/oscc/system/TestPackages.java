package oscc.system;

import java.util.List;
import java.util.Map;
import oscc.diag.Report;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.manifest.SystemAccount;
import oscc.manifest.SystemIds;

/** A linked package tree for tests: merged usr, a busybox with its table of applets, dropbear. */
final class TestPackages {
  /** The applets that the made-up busybox has. */
  static final List<String> APPLETS =
      List.of(
          "[",
          "[[",
          "ash",
          "base64",
          "busybox",
          "cat",
          "chmod",
          "chown",
          "cp",
          "env",
          "find",
          "getty",
          "grep",
          "hostname",
          "init",
          "ip",
          "klogd",
          "ln",
          "login",
          "mkdir",
          "mkfifo",
          "modprobe",
          "mount",
          "mv",
          "ping",
          "poweroff",
          "reboot",
          "rm",
          "sh",
          "sleep",
          "sort",
          "start-stop-daemon",
          "sync",
          "syslogd",
          "tr",
          "udhcpc",
          "uevent",
          "umount",
          "wc",
          "xargs");

  /** Programs of init systems that are not busybox. */
  static final List<String> INIT_PROGRAMS =
      List.of(
          "runit",
          "runsv",
          "runsvdir",
          "sv",
          "s6-supervise",
          "s6-svc",
          "s6-svscan",
          "s6-svscanctl");

  static final String READY = "oscc: web is up (build 0123456789abcdef)";

  private TestPackages() {}

  static FileTreeBuilder merged() {
    FileTreeBuilder tree = FileTree.builder(7);
    for (String link : List.of("bin", "sbin", "lib")) {
      tree.put(new UnixPath("/usr/" + link), new Node.Directory(Attributes.ofRoot(0755, 7)));
      tree.put(
          new UnixPath("/" + link), new Node.Symlink(Attributes.ofRoot(0777, 7), "usr/" + link));
    }
    return tree;
  }

  static FileTreeBuilder usual() {
    FileTreeBuilder tree = merged();
    program(tree, "/usr/bin/busybox", busybox());
    program(tree, "/usr/sbin/dropbear", Content.of("dropbear"));
    program(tree, "/usr/bin/dropbearkey", Content.of("dropbearkey"));
    INIT_PROGRAMS.forEach(name -> program(tree, "/usr/bin/" + name, Content.of(name)));
    return tree;
  }

  /** As much of Debian's packages as a systemd machine is checked for. */
  static FileTreeBuilder debian() {
    FileTreeBuilder tree = merged();
    for (String path : SystemdInit.NEEDED.stream().map(SystemdInit.Needed::path).toList()) {
      String merged = path.startsWith("/usr/") ? path : "/usr" + path;
      program(tree, merged, Content.of(path));
    }
    for (String path : List.of("/usr/sbin/sshd", "/usr/bin/ssh-keygen", "/usr/sbin/dropbear")) {
      program(tree, path, Content.of(path));
    }
    program(tree, "/usr/bin/dropbearkey", Content.of("dropbearkey"));
    for (String unit : List.of("ssh.service", "ssh.socket", "apt-daily.timer")) {
      program(tree, "/usr/lib/systemd/system/" + unit, Content.of("[Unit]\n"));
    }
    return tree;
  }

  static Content busybox() {
    return Content.of("junk\0zz\0other\0\0" + String.join("\0", APPLETS) + "\0\0abc\0more\0");
  }

  static void program(FileTreeBuilder tree, String path, Content content) {
    tree.put(new UnixPath(path), new Node.RegularFile(Attributes.ofRoot(0755, 7), content));
  }

  static SystemInput input(TestMachine machine, FileTree packages, SystemAccount... accounts) {
    return new SystemInput(
        machine.build(),
        packages,
        Map.of(),
        List.of(accounts),
        SystemIds.NONE,
        7,
        READY,
        "0123456789abcdef",
        BusyboxApplets::of);
  }

  static MachineLayer layer(TestMachine machine, FileTree packages, Report report)
      throws java.io.IOException {
    return SystemLayer.assemble(input(machine, packages), report);
  }

  static String text(FileTree tree, String path) throws java.io.IOException {
    Node.Inode node = tree.inode(new UnixPath(path)).orElseThrow();
    if (node instanceof Node.RegularFile file) {
      try (var in = file.content().open()) {
        return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      }
    }
    throw new AssertionError(path + " is " + node);
  }
}
