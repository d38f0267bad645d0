package oscc.archive.squashfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.codec.Codec;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.Node;
import oscc.fstree.Survey;
import oscc.fstree.Unit;
import oscc.fstree.UnixPath;
import oscc.store.Blob;
import oscc.store.DamagedBlob;
import oscc.store.Digest;
import oscc.store.Store;

class ObjectsAheadTest {
  /** More than what shares an object with others, so that it is settled at once. */
  private static final int LARGE = 9 << 20;

  @TempDir private Path folder;
  private Store store;

  @BeforeEach
  void openStore() throws IOException {
    store = Store.open(folder.resolve("store"));
  }

  @Test
  void objects_do_not_depend_on_what_was_begun_before_they_were_asked_for() throws IOException {
    List<Unit> units = List.of(unit(noise(LARGE)), unit(noise(1000)));
    List<ObjectSource> sources = ObjectGroups.group(units);

    ObjectCompiler.Compiled ahead;
    try (ObjectCompiler compiler = ObjectCompiler.open(options(), store)) {
      compiler.begin(units.subList(0, 1));
      ahead = compiler.compile(sources);
    }

    ObjectCompiler.Compiled after =
        ObjectCompiler.compile(sources, options(), Store.open(folder.resolve("other")));
    assertThat(ahead.figures()).isEqualTo(after.figures());
    assertThat(ahead.objects()).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(ahead.objects().get(i).file())
          .hasSameBinaryContentAs(after.objects().get(i).file());
    }
  }

  @Test
  void what_was_begun_is_done_although_nothing_was_asked_for_yet() throws IOException {
    List<Unit> units = List.of(unit(noise(LARGE)), unit(noise(1000)));

    try (ObjectCompiler compiler = ObjectCompiler.open(options(), store)) {
      compiler.begin(units);

      assertThat(compiler.compile(List.of()).figures().objectsMade()).isEqualTo(1);
    }
  }

  @Test
  void a_fault_in_what_was_begun_is_told_when_it_is_asked_for() throws IOException {
    Path file = Files.write(folder.resolve("blob"), new byte[LARGE]);
    Blob damaged = new Blob(file, Digest.of(new byte[] {1}), LARGE);
    List<Unit> units = List.of(unit(Content.of(damaged)));

    try (ObjectCompiler compiler = ObjectCompiler.open(options(), store)) {
      compiler.begin(units);

      assertThatThrownBy(() -> compiler.compile(List.of())).isInstanceOf(DamagedBlob.class);
    }
  }

  @Test
  void what_was_begun_and_is_not_asked_for_leaves_nothing_half_done() throws IOException {
    List<Unit> units = List.of(unit(noise(8 * LARGE)));

    try (ObjectCompiler compiler = ObjectCompiler.open(options(), store)) {
      compiler.begin(units);
    }

    assertThat(store.contents().entries()).isEmpty();
    try (Stream<Path> left = Files.walk(folder)) {
      assertThat(left).noneMatch(file -> file.getFileName().toString().startsWith("draft-"));
    }
  }

  private static SquashfsOptions options() {
    return new SquashfsOptions(Codec.ZSTD, 1, 1 << 17, 2);
  }

  private static Content noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Content.of(bytes);
  }

  private static Unit unit(Content content) {
    Node.Inode file = new Node.RegularFile(Attributes.ofRoot(0644, 0), content);
    FileTree tree = FileTree.builder(0).put(new UnixPath("/file"), file).build();
    return new Unit("unit", content.digest(), tree, Survey.EMPTY);
  }
}
