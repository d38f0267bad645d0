package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;
import oscc.process.Run;
import oscc.store.Digest;

/**
 * A machine's tree is the one that Debian's own scripts make of the same packages, but for the
 * differences of a list, each with its reason. Runs as root, which mmdebstrap and owners need.
 */
@Tag("full")
class DebianTreeIT {
  private static final String MANIFEST =
      """
      oscc: 1
      name: debian-tree
      kernel:
        deb: linux-image-cloud-amd64
        cmdline:
          - console=ttyS0
        modules:
          rootfs: [autofs4]
      packages:
        - deb: [systemd-sysv, udev, dbus, kmod, iproute2, openssh-server, ca-certificates]
          essential: true
      init: systemd
      ssh:
        server: openssh
      users:
        - name: root
      """;

  private static final Pattern PACKAGE =
      Pattern.compile("\"([a-z0-9+.-]+) [^ \"]+ (?:all|amd64|arm64)\"");

  @Test
  void the_tree_is_that_of_the_maintainer_scripts_but_for_a_list_of_differences() throws Exception {
    Path folder = Oscc.freshFolder("debian-tree");
    if (!Files.getAttribute(folder, "unix:uid").equals(0)) {
      System.err.println("NOT TESTED: trees with owners can be compared by root alone");
      throw new TestAbortedException("needs root");
    }
    Path manifest = Files.writeString(folder.resolve("machine.yaml"), MANIFEST);
    Path bundle = Oscc.build(manifest, "debian-tree");
    Path ours = unpackBundle(bundle, folder);
    Path theirs = bootstrap(packages(folder.resolve("oscc.lock")), folder);

    SortedMap<String, String> differences = compare(listing(theirs), listing(ours));

    List<Difference> known = known();
    SortedSet<String> unknown = new TreeSet<>();
    differences.forEach((path, what) -> {
      if (known.stream().noneMatch(d -> d.path().matcher(path).matches())) {
        unknown.add(path + " " + what);
      }
    });
    assertThat(unknown).as("differences without a reason").isEmpty();
    assertThat(known)
        .as("reasons without a difference")
        .allMatch(d -> differences.keySet().stream().anyMatch(p -> d.path().matcher(p).matches()));
  }

  /** A pattern of paths and why they differ. */
  private record Difference(Pattern path, String reason) {}

  private static List<Difference> known() throws IOException {
    List<Difference> known = new ArrayList<>();
    try (var in = DebianTreeIT.class.getResourceAsStream("debian-tree-differences.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList()) {
        String[] parts = line.split("\\s+", 2);
        assertThat(parts).as(line).hasSize(2);
        known.add(new Difference(Pattern.compile(parts[0]), parts[1]));
      }
    }
    return known;
  }

  private static SortedSet<String> packages(Path lock) throws IOException {
    SortedSet<String> names = new TreeSet<>();
    String text = Files.readString(lock);
    var found = PACKAGE.matcher(text);
    while (found.find()) {
      names.add(found.group(1));
    }
    names.removeIf(name -> name.startsWith("linux-image") || name.equals("busybox-static"));
    assertThat(names).contains("libc6", "systemd", "dash");
    return names;
  }

  private static Path bootstrap(SortedSet<String> packages, Path folder) throws IOException {
    Path tar = folder.resolve("theirs.tar");
    succeed(
        List.of(
            "mmdebstrap",
            "--quiet",
            "--variant=custom",
            "--mode=root",
            "--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr",
            "--include=" + String.join(",", packages),
            suite(),
            tar.toString()));
    Path root = Files.createDirectory(folder.resolve("theirs"));
    succeed(List.of("tar", "-C", root.toString(), "--numeric-owner", "-xpf", tar.toString()));
    return root;
  }

  /** That of the host, whose sources both take. */
  private static String suite() throws IOException {
    return Files.readAllLines(Path.of("/etc/os-release")).stream()
        .filter(line -> line.startsWith("VERSION_CODENAME="))
        .map(line -> line.substring("VERSION_CODENAME=".length()))
        .findFirst()
        .orElseThrow(() -> new TestAbortedException("the host is no Debian"));
  }

  private static Path unpackBundle(Path bundle, Path folder) throws IOException {
    Path root = folder.resolve("ours");
    succeed(
        List.of(
            "unsquashfs",
            "-no-progress",
            "-quiet",
            "-d",
            root.toString(),
            bundle.resolve("rootfs.squashfs").toString()));
    Path segment = Files.createDirectory(folder.resolve("segment"));
    String unpack = "(zstd -qdc \"$1\" || cat \"$1\") 2>/dev/null | cpio -idm --quiet";
    Run.of(List.of("sh", "-c", unpack, "sh", bundle.resolve("machine.img").toString()))
        .in(segment)
        .result();
    succeed(List.of("cp", "-a", segment.resolve("oscc/machine") + "/.", root.toString()));
    return root;
  }

  private static void succeed(List<String> argv) throws IOException {
    Run.Result result = Run.of(argv).within(Duration.ofMinutes(5)).result();
    assertThat(result.status()).as("%s: %s", argv, result.err()).isZero();
  }

  private static SortedMap<String, String> compare(
      SortedMap<String, String> theirs, SortedMap<String, String> ours) {
    SortedMap<String, String> differences = new TreeMap<>();
    TreeSet<String> all = new TreeSet<>(theirs.keySet());
    all.addAll(ours.keySet());
    for (String path : all) {
      String one = theirs.getOrDefault(path, "nothing");
      String other = ours.getOrDefault(path, "nothing");
      if (!one.equals(other)) {
        differences.put(path, "theirs: %s, ours: %s".formatted(one, other));
      }
    }
    return differences;
  }

  /** Kind, mode, names of the owners, and the target or the digest of each path. */
  private static SortedMap<String, String> listing(Path root) throws IOException {
    Map<String, String> users = names(root.resolve("etc/passwd"));
    Map<String, String> groups = names(root.resolve("etc/group"));
    SortedMap<String, String> listing = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : (Iterable<Path>) paths.skip(1)::iterator) {
        String user = Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS).toString();
        String group = Files.getAttribute(path, "unix:gid", LinkOption.NOFOLLOW_LINKS).toString();
        int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        String owners = users.getOrDefault(user, user) + ":" + groups.getOrDefault(group, group);
        listing.put(
            root.relativize(path).toString(),
            "%o %s %s".formatted(mode, owners, what(path)).strip());
      }
    }
    return listing;
  }

  private static String what(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "-> " + Files.readSymbolicLink(path);
    }
    return Files.isRegularFile(path)
        ? Digest.of(Files.readAllBytes(path)).hex().substring(0, 12)
        : "";
  }

  private static Map<String, String> names(Path file) throws IOException {
    Map<String, String> names = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] fields = line.split(":", -1);
      names.put(fields[2], fields[0]);
    }
    return names;
  }
}
