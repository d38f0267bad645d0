package oscc.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import oscc.codec.Codec;
import oscc.fstree.FileTree;

class CpioReaderTest {
  private static final long SEED = 20_260_403;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(names = "BZIP2", mode = EnumSource.Mode.EXCLUDE)
  void a_segment_reads_back_as_the_tree_that_was_written(Codec codec) throws IOException {
    for (long seed = SEED; seed < SEED + 5; seed++) {
      FileTree tree = RandomTree.plain(seed, 80);

      StoredTrees.assertSame(CpioReader.read(segment(tree, codec)), tree);
    }
  }

  @Test
  void damage_ends_in_a_message_that_names_the_file() throws IOException {
    Path segment = segment(RandomTree.plain(SEED, 30), Codec.NONE);
    byte[] good = Files.readAllBytes(segment);
    Random random = new Random(SEED);
    int refused = 0;
    for (int round = 0; round < 2000; round++) {
      byte[] bytes = good.clone();
      bytes[random.nextInt(Math.min(bytes.length, 6000))] ^= (byte) (1 << random.nextInt(8));
      Files.write(segment, bytes);
      try {
        CpioReader.read(segment);
      } catch (IOException e) {
        refused++;
        assertThat(e).hasMessageContaining(segment.toString());
      }
    }
    assertThat(refused).isBetween(100, 1999);
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "XZ", "ZSTD"})
  void damage_of_what_is_compressed_names_the_file(Codec codec) throws IOException {
    Path segment = segment(RandomTree.plain(SEED, 30), codec);
    byte[] good = Files.readAllBytes(segment);
    byte[] wrongHead = good.clone();
    Arrays.fill(wrongHead, Codec.HEAD, 40, (byte) 0xff);
    byte[] wrongBytes = good.clone();
    Arrays.fill(wrongBytes, good.length / 2, good.length / 2 + 40, (byte) 0xff);
    byte[] cutShort = Arrays.copyOf(good, good.length / 2);

    for (byte[] bytes : List.of(wrongHead, wrongBytes, cutShort)) {
      Files.write(segment, bytes);

      assertThatThrownBy(() -> CpioReader.read(segment))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(segment + " is damaged: ");
    }
  }

  @Test
  void a_segment_that_is_cut_short_says_so() throws IOException {
    Path segment = segment(RandomTree.plain(SEED, 30), Codec.NONE);
    byte[] good = Files.readAllBytes(segment);
    Files.write(segment, Arrays.copyOf(good, 700));

    assertThatThrownBy(() -> CpioReader.read(segment))
        .isInstanceOf(IOException.class)
        .hasMessage(segment + " is damaged: it ends too early");
  }

  private Path segment(FileTree tree, Codec codec) throws IOException {
    Path file = folder.resolve("segment.img");
    try (OutputStream out = codec.compress(Files.newOutputStream(file), codec.defaultLevel())) {
      CpioWriter.write(tree, out);
    }
    long size = Files.size(file);
    try (OutputStream more = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
      Padding.SEGMENT.write(more, size);
    }
    return file;
  }
}
