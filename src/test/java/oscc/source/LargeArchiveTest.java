package oscc.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.manifest.PackageSpec;
import oscc.store.Store;

/** Unpacks in a process of its own, whose heap is small. */
class LargeArchiveTest {
  @TempDir Path folder;

  @Test
  void two_hundred_thousand_entries_and_a_hole_fit_into_a_small_heap()
      throws IOException, InterruptedException {
    write(200_000, 1L << 30);

    assertThat(unpackWithHeap("320m")).contains("entries 200202 hole 1073741824");
  }

  @Tag("full")
  @Test
  void a_million_entries_and_a_hole_of_ten_gigabytes_fit_into_one_gigabyte()
      throws IOException, InterruptedException {
    write(1_000_000, 10L << 30);

    assertThat(unpackWithHeap("1400m")).contains("entries 1001002 hole 10737418240");
  }

  private void write(int files, long hole) throws IOException {
    try (OutputStream out =
        new BufferedOutputStream(
            new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.tar.gz"))))) {
      for (int i = 0; i < files; i++) {
        String name = "d%d/f%d".formatted(i / 1000, i);
        out.write(new TarBytes().file(name, "").unended());
      }
      TarBytes sparse =
          new TarBytes()
              .pax('x', "GNU.sparse.size", hole, "GNU.sparse.map", "512,3")
              .file("hole", "end");
      out.write(sparse.ended());
    }
  }

  private String unpackWithHeap(String heap) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return HostTools.sh(
        folder,
        "'%s' -Xmx%s -cp '%s' '%s'"
            .formatted(java, heap, System.getProperty("java.class.path"), Child.class.getName()));
  }

  /** What the other process runs, in a folder with the archive. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws IOException {
      Store store = Store.open(Path.of("store"));
      try (var in = Files.newInputStream(Path.of("a.tar.gz"))) {
        Unpacked unpacked =
            new TarSource(store, store.keep(in), "a", PackageSpec.Selection.ALL, 7).unpack();
        System.out.printf(
            "entries %d hole %d%n",
            unpacked.tree().size(), Trees.content(unpacked.tree(), "/hole").size());
      }
    }
  }
}
