package oscc.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.XZInputStream;

class BlockCompressorTest {
  private static final int BLOCK = 1 << 17;

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "XZ", "ZSTD"})
  void a_block_of_noise_is_not_made_larger(Codec codec) throws IOException {
    byte[] noise = new byte[BLOCK];
    new Random(1).nextBytes(noise);

    try (BlockCompressor compressor = codec.blockCompressor(codec.defaultLevel(), BLOCK)) {
      assertThat(compressor.compress(noise, BLOCK)).isEmpty();
      assertThat(compressor.compress(noise, 1)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "XZ", "ZSTD"})
  void only_the_given_length_counts(Codec codec) throws IOException {
    byte[] block = CodecTest.sample(2, BLOCK);

    try (BlockCompressor compressor = codec.blockCompressor(codec.defaultLevel(), BLOCK)) {
      byte[] packed = compressor.compress(block, 5000).orElseThrow();
      assertThat(unpack(codec, packed)).isEqualTo(Arrays.copyOf(block, 5000));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "XZ", "ZSTD"})
  void a_block_does_not_depend_on_the_blocks_before_it(Codec codec) throws IOException {
    byte[] block = CodecTest.sample(3, BLOCK);
    byte[] other = CodecTest.sample(4, BLOCK);

    try (BlockCompressor used = codec.blockCompressor(codec.defaultLevel(), BLOCK);
        BlockCompressor fresh = codec.blockCompressor(codec.defaultLevel(), BLOCK)) {
      used.compress(other, BLOCK);
      used.compress(other, 77);
      assertThat(used.compress(block, BLOCK)).hasValue(fresh.compress(block, BLOCK).orElseThrow());
    }
  }

  /** Each length is looked through in its own way. */
  @ParameterizedTest
  @ValueSource(ints = {1, 6, 7, 9, 10, 11, 19})
  void zstd_blocks_of_any_length_and_level_are_alike_after_any_other(int level) throws IOException {
    int most = 1 << 19;
    byte[] block = CodecTest.sample(5, most);

    try (BlockCompressor used = Codec.ZSTD.blockCompressor(level, most)) {
      for (int length : new int[] {most, 4096, 1 << 18, (1 << 18) + 1, 1 << 17, 140_000, most}) {
        byte[] packed = used.compress(block, length).orElseThrow();
        try (BlockCompressor fresh = Codec.ZSTD.blockCompressor(level, most)) {
          assertThat(packed).isEqualTo(fresh.compress(block, length).orElseThrow());
        }
        assertThat(Codec.ZSTD.unpackBlock(packed, length)).isEqualTo(Arrays.copyOf(block, length));
      }
    }
  }

  @Test
  void an_xz_block_has_crc32_and_a_dictionary_of_one_block() throws IOException {
    try (BlockCompressor compressor = Codec.XZ.blockCompressor(9, BLOCK)) {
      byte[] packed = compressor.compress(new byte[BLOCK], BLOCK).orElseThrow();

      // .xz format §2.1.1, §3.1, §5.3.1: check 1 is CRC32; filter 0x21, one byte: 10 is 2^17.
      assertThat(Arrays.copyOf(packed, 17))
          .startsWith(CodecTest.hex("fd377a585a00 0001"))
          .endsWith(CodecTest.hex("21 01 0a"));
    }
  }

  @Test
  void a_gzip_block_is_a_zlib_stream() throws IOException {
    try (BlockCompressor compressor = Codec.GZIP.blockCompressor(9, BLOCK)) {
      byte[] packed = compressor.compress(new byte[BLOCK], BLOCK).orElseThrow();

      assertThat(packed).startsWith(0x78, 0xda);
    }
  }

  @Test
  void no_compression_never_makes_anything_smaller() throws IOException {
    try (BlockCompressor compressor = Codec.NONE.blockCompressor(0, BLOCK)) {
      assertThat(compressor.compress(new byte[BLOCK], BLOCK)).isEmpty();
    }
  }

  private static byte[] unpack(Codec codec, byte[] packed) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(packed);
    return switch (codec) {
      case GZIP -> new InflaterInputStream(in).readAllBytes();
      case XZ -> new XZInputStream(in).readAllBytes();
      case ZSTD -> Zstd.decompress(packed);
      case NONE, BZIP2 -> throw new IllegalArgumentException(codec + " has no blocks");
    };
  }
}
