package oscc.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.store.Blob;
import oscc.store.DamagedBlob;
import oscc.store.Store;

class KnownKernelsTest {
  private static final UnixPath FOLDER = new UnixPath("/usr/lib/modules/1");

  @TempDir private Path folder;
  private Store store;

  @BeforeEach
  void open() throws IOException {
    store = Store.open(folder.resolve("store"));
  }

  @Test
  void a_configuration_that_is_damaged_is_not_remembered() throws IOException {
    KnownKernels known = new KnownKernels(store);
    Blob blob = keep("CONFIG_A=y\n");
    overwrite(blob, "CONFIG_A=m\n");
    assertThatThrownBy(() -> known.config(Content.of(blob))).isInstanceOf(DamagedBlob.class);

    overwrite(blob, "CONFIG_A=y\n");

    assertThat(known.config(Content.of(blob)).values()).containsExactly("y");
  }

  @Test
  void a_list_of_what_is_built_in_that_is_damaged_is_not_believed() throws IOException {
    Blob blob = keep("kernel/fs/ext4.ko\n");
    Node.Inode list = new Node.RegularFile(Attributes.ofRoot(0644, 0), Content.of(blob));
    FileTree tree = FileTree.builder(0).put(FOLDER.child("modules.builtin"), list).build();
    assertThat(BuiltIns.read(tree, FOLDER).listed()).containsExactly("ext4");

    overwrite(blob, "kernel/fs/ext3.ko\n");

    assertThatThrownBy(() -> BuiltIns.read(tree, FOLDER)).isInstanceOf(DamagedBlob.class);
  }

  private Blob keep(String text) throws IOException {
    return store.keep(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void overwrite(Blob blob, String text) throws IOException {
    Files.delete(blob.file());
    Files.writeString(blob.file(), text);
  }
}
