package oscc.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import oscc.archive.Stored;
import oscc.fstree.Attributes;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;

class StoredTreeTest {
  @Test
  void the_machine_layer_adds_replaces_and_takes_away() {
    StoredTree tree = new StoredTree();
    tree.unpack(
        List.of(
            folder("/etc", 0755),
            file("/etc/motd", 1),
            file("/etc/gone", 2),
            folder("/etc/old", 0755),
            file("/etc/old/inner", 3),
            folder("/etc/kept", 0700),
            file("/etc/kept/inner", 4)));

    tree.overlay(
        List.of(
            file("/oscc/stage1.conf", 9),
            folder("/oscc/machine", 0755),
            folder("/oscc/machine/etc", 0711),
            file("/oscc/machine/etc/motd", 10),
            device("/oscc/machine/etc/gone", 0),
            file("/oscc/machine/etc/old", 11),
            folder("/oscc/machine/etc/kept", 0700),
            device("/oscc/machine/etc/null", 3)));

    assertThat(tree.below(UnixPath.ROOT))
        .extracting(e -> e.path().value())
        .containsExactly(
            "/", "/etc", "/etc/kept", "/etc/kept/inner", "/etc/motd", "/etc/null", "/etc/old");
    assertThat(size(tree, "/etc/motd")).isEqualTo(10);
    assertThat(tree.find(new UnixPath("/etc")).orElseThrow().attributes().mode())
        .hasToString("0711");
  }

  @Test
  void opening_follows_links_and_finding_does_not() {
    StoredTree tree = new StoredTree();
    tree.unpack(
        List.of(
            link("/bin", "usr/bin"),
            folder("/usr/bin", 0755),
            link("/usr/bin/sh", "busybox"),
            file("/usr/bin/busybox", 7),
            link("/circle", "circle")));

    assertThat(tree.open(new UnixPath("/bin/sh")).orElseThrow().path())
        .hasToString("/usr/bin/busybox");
    assertThat(tree.find(new UnixPath("/bin/sh"))).isEmpty();
    assertThat(tree.open(new UnixPath("/circle"))).isEmpty();
    assertThat(tree.find(new UnixPath("/circle"))).isPresent();
    assertThat(tree.children(UnixPath.ROOT))
        .extracting(e -> e.path().value())
        .containsExactly("/bin", "/circle");
  }

  @Test
  void a_later_segment_replaces_files_and_keeps_what_is_in_folders() {
    StoredTree tree = new StoredTree();
    tree.unpack(List.of(folder("/etc", 0755), file("/etc/a", 1), file("/etc/b", 2)));
    tree.unpack(List.of(folder("/etc", 0700), file("/etc/a", 5)));

    assertThat(size(tree, "/etc/a")).isEqualTo(5);
    assertThat(size(tree, "/etc/b")).isEqualTo(2);
  }

  private static long size(StoredTree tree, String path) {
    return ((Stored.File) tree.find(new UnixPath(path)).orElseThrow().thing()).size();
  }

  private static Stored folder(String path, int mode) {
    return new Stored(new UnixPath(path), Attributes.ofRoot(mode, 0), new Stored.Folder());
  }

  private static Stored file(String path, long size) {
    return entry(path, new Stored.File(size, out -> {}));
  }

  private static Stored link(String path, String target) {
    return entry(path, new Stored.Symlink(target));
  }

  private static Stored device(String path, int minor) {
    return entry(path, new Stored.Device(Node.DeviceNode.Kind.CHARACTER, 0, minor));
  }

  private static Stored entry(String path, Stored.Thing thing) {
    return new Stored(new UnixPath(path), Attributes.ofRoot(0644, 0), thing);
  }
}
