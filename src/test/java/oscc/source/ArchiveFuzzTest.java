package oscc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import oscc.diag.Rejected;
import oscc.fstree.FileTree;
import oscc.manifest.PackageSpec;
import oscc.store.Store;

/** Whatever the bytes are, unpacking ends soon, with a tree or with an error that has a name. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ArchiveFuzzTest {
  private static final long SEED = 20_260_101;
  private static final Duration BUDGET = Duration.ofMillis(1500);

  @TempDir Path folder;
  private final Random random = new Random(SEED);

  @Test
  void changed_tars_end_in_a_tree_or_a_named_error() throws IOException {
    byte[] tar = sample().ended();

    fuzz(tar, bytes -> mended(bytes), this::unpackTar);
  }

  @Test
  void changed_compressed_tars_end_in_a_tree_or_a_named_error() throws IOException {
    fuzz(Archives.gzip(sample().ended()), bytes -> bytes, this::unpackTar);
  }

  @Test
  void changed_debs_end_in_a_tree_or_a_named_error() throws IOException {
    byte[] deb = Archives.deb(new TarBytes().file("control", "x"), sample());

    fuzz(deb, bytes -> bytes, this::unpackDeb);
  }

  private static TarBytes sample() {
    byte[] module = TestElf.module("vermagic=6.1\0", "__crc_a");
    return new TarBytes()
        .folder("d/")
        .file("d/a", "text of a")
        .hardLink("d/b", "d/a")
        .symlink("d/c", "a")
        .pax('x', "path", "long/" + "n".repeat(120), "SCHILY.xattr.user.x", "v")
        .file("p", "pax")
        .pax('x', "GNU.sparse.size", "9000", "GNU.sparse.map", "10,3,400,2")
        .file("s", "abcde")
        .add(new TarBytes.Header("lib/modules/1/x.ko", '0'), module)
        .add(new TarBytes.Header("dev", '3').device(1, 3));
  }

  private interface Change {
    byte[] apply(byte[] bytes);
  }

  private interface Unpack {
    void of(byte[] bytes) throws IOException;
  }

  private void fuzz(byte[] whole, Change mend, Unpack unpack) {
    long end = System.nanoTime() + BUDGET.toNanos();
    int rounds = 0;
    while (System.nanoTime() < end && rounds < 20_000) {
      byte[] bytes = mend.apply(changed(whole));
      try {
        unpack.of(bytes);
      } catch (IOException e) {
        assertThat(e.getMessage()).startsWith("fuzz: ");
      } catch (RuntimeException e) {
        fail("seed %d, round %d".formatted(SEED, rounds), e);
      }
      rounds++;
    }
    assertThat(rounds).isGreaterThan(20);
  }

  private byte[] changed(byte[] whole) {
    byte[] bytes = whole.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(bytes.length);
      bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : bytes[at] ^ 1);
    }
    return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  /** Puts right checksums back, so that the fields behind them are reached. */
  private static byte[] mended(byte[] bytes) {
    for (int at = 0; at + 512 <= bytes.length; at += 512) {
      if (new String(bytes, at + 257, 5, StandardCharsets.ISO_8859_1).equals("ustar")) {
        int sum = 8 * ' ';
        for (int i = 0; i < 512; i++) {
          sum += i >= 148 && i < 156 ? 0 : bytes[at + i] & 0xff;
        }
        byte[] text = TarBytes.utf8("%06o\0 ".formatted(sum));
        System.arraycopy(text, 0, bytes, at + 148, 8);
      }
    }
    return bytes;
  }

  private void unpackTar(byte[] bytes) throws IOException {
    Store store = Store.open(folder);
    survey(
        new TarSource(
            store,
            store.keep(new ByteArrayInputStream(bytes)),
            "fuzz",
            PackageSpec.Selection.ALL,
            0));
  }

  private void unpackDeb(byte[] bytes) throws IOException {
    Store store = Store.open(folder);
    survey(
        new DebSource(
            store,
            store.keep(new ByteArrayInputStream(bytes)),
            "fuzz",
            "fuzz",
            PackageSpec.Selection.ALL,
            0));
  }

  private static void survey(UnitSource source) throws IOException {
    try {
      Unpacked unpacked = source.unpack();
      FileTree tree = unpacked.tree();
      Surveyor.survey("fuzz", tree, unpacked.contents(), List.of());
    } catch (Rejected e) {
      throw new AssertionError("nothing here reports", e);
    }
  }
}
