package oscc.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.jar.JarFile;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tukaani.xz.XZOutputStream;

class CodecTest {

  @ParameterizedTest
  @EnumSource
  void what_is_compressed_decompresses_to_the_same(Codec codec) throws IOException {
    byte[] bytes = sample(1, 300_000);

    byte[] packed = compress(codec, bytes);

    assertThat(decompress(codec, packed)).isEqualTo(bytes);
    assertThat(decompress(codec, compress(codec, new byte[0]))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void a_codec_is_detected_by_its_magic_number(Codec codec) throws IOException {
    byte[] packed = compress(codec, sample(2, 1000));

    assertThat(Codec.detect(Arrays.copyOf(packed, Codec.HEAD))).isEqualTo(codec);
  }

  @Test
  void too_few_bytes_are_detected_as_not_compressed() {
    assertThat(Codec.detect(new byte[0])).isEqualTo(Codec.NONE);
    assertThat(Codec.detect(new byte[] {0x28, (byte) 0xb5})).isEqualTo(Codec.NONE);
  }

  @ParameterizedTest
  @EnumSource
  void members_that_follow_each_other_are_read_as_one(Codec codec) throws IOException {
    byte[] first = sample(3, 70_000);
    byte[] second = sample(4, 130_000);

    byte[] packed = concat(compress(codec, first), compress(codec, second));

    assertThat(decompress(codec, packed)).isEqualTo(concat(first, second));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void input_that_is_cut_anywhere_but_between_members_is_an_error(Codec codec) throws IOException {
    byte[] member = compress(codec, sample(5, 500));
    byte[] two = concat(member, member);

    for (int length = 1; length < two.length; length++) {
      byte[] cut = Arrays.copyOf(two, length);
      Throwable thrown = catchThrowable(() -> decompress(codec, cut));
      if (length == member.length) {
        assertThat(thrown).isNull();
      } else {
        assertThat(thrown).as("cut at %d", length).isInstanceOf(IOException.class);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void damaged_input_ends_in_an_io_exception_or_in_other_bytes(Codec codec) throws IOException {
    byte[] packed = compress(codec, sample(6, 2000));
    Random random = new Random(6);

    for (int i = 0; i < 500; i++) {
      byte[] damaged = packed.clone();
      damaged[random.nextInt(packed.length)] ^= (byte) (1 << random.nextInt(8));
      Throwable thrown = catchThrowable(() -> decompress(codec, damaged));
      assertThat(thrown)
          .satisfiesAnyOf(
              t -> assertThat(t).isNull(), t -> assertThat(t).isInstanceOf(IOException.class));
    }
  }

  @Test
  void zeros_between_gzip_members_and_after_them_are_skipped() throws IOException {
    byte[] text = "text".getBytes(StandardCharsets.UTF_8);
    byte[] member = compress(Codec.GZIP, text);

    byte[] padded = concat(concat(member, new byte[512]), concat(member, new byte[4096]));

    assertThat(decompress(Codec.GZIP, padded)).isEqualTo(concat(text, text));
  }

  @Test
  void garbage_after_a_gzip_member_is_an_error() throws IOException {
    byte[] packed = concat(compress(Codec.GZIP, new byte[10]), new byte[] {'x', 'y'});

    assertThatThrownBy(() -> decompress(Codec.GZIP, packed)).isInstanceOf(IOException.class);
  }

  @Test
  void a_gzip_header_with_all_its_optional_fields_is_read() throws IOException {
    // CRC16, extra field of two bytes, name "n", comment "c"; then the empty deflate stream.
    String member = "1f8b081e 00000000 00ff 0200abcd 6e00 6300 ffff 0300 00000000 00000000";

    assertThat(decompress(Codec.GZIP, hex(member))).isEmpty();
  }

  @Test
  void a_gzip_header_says_nothing_of_time_and_system() throws IOException {
    byte[] packed = compress(Codec.GZIP, new byte[100]);

    assertThat(Arrays.copyOf(packed, 10)).isEqualTo(hex("1f8b0800 00000000 00ff"));
  }

  @Test
  void xz_is_checked_by_the_crc32_that_the_kernel_knows() throws IOException {
    byte[] packed = compress(Codec.XZ, new byte[100]);

    assertThat(Arrays.copyOf(packed, 8)).isEqualTo(hex("fd377a585a00 0001"));
  }

  @Test
  void zstd_at_its_highest_level_keeps_to_the_window_of_the_kernel() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = Codec.ZSTD.compress(packed, 22)) {
      out.write(sample(7, 300_000));
    }

    // RFC 8878 §3.1.1.1: no checksum, no dictionary, window descriptor 0x88 = 2^27 bytes.
    assertThat(Arrays.copyOf(packed.toByteArray(), 6)).isEqualTo(hex("28b52ffd 00 88"));
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "XZ", "ZSTD"})
  void bytes_do_not_depend_on_how_they_are_written(Codec codec) throws IOException {
    byte[] bytes = sample(8, 200_000);

    ByteArrayOutputStream pieces = new ByteArrayOutputStream();
    Random random = new Random(8);
    try (OutputStream out = codec.compress(pieces, codec.defaultLevel())) {
      for (int at = 0; at < bytes.length; ) {
        int length = Math.min(bytes.length - at, 1 + random.nextInt(3000));
        out.write(bytes, at, length);
        at += length;
      }
    }

    assertThat(pieces.toByteArray()).isEqualTo(compress(codec, bytes));
  }

  @Test
  void an_xz_stream_that_wants_a_gigabyte_of_memory_is_refused() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (XZOutputStream out = new XZOutputStream(packed, new org.tukaani.xz.LZMA2Options(0))) {
      out.write(1);
    }
    byte[] bytes = packed.toByteArray();
    // Block header (.xz format §3.1): size, flags, filter 0x21 with one byte, the dictionary size.
    bytes[16] = 37;
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(bytes, 12, 8);
    for (int i = 0; i < 4; i++) {
      bytes[20 + i] = (byte) (crc.getValue() >>> (8 * i));
    }

    assertThatThrownBy(() -> decompress(Codec.XZ, bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("memory");
  }

  @Test
  void a_level_that_the_codec_does_not_have_is_refused() {
    assertThatThrownBy(() -> Codec.ZSTD.compress(OutputStream.nullOutputStream(), 23))
        .hasMessage("level 23 of ZSTD, which has 1 to 22");
  }

  @Test
  void the_version_of_xz_is_that_of_the_jar() throws IOException {
    URI jar =
        URI.create(
            XZOutputStream.class.getProtectionDomain().getCodeSource().getLocation().toString());
    try (JarFile file = new JarFile(Path.of(jar).toFile())) {
      assertThat(file.getManifest().getMainAttributes().getValue("Implementation-Version"))
          .isEqualTo(Codec.XZ.version());
    }
  }

  static byte[] sample(long seed, int length) {
    Random random = new Random(seed);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : 'a' + i % 7);
    }
    return bytes;
  }

  private static byte[] compress(Codec codec, byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out =
        codec == Codec.BZIP2
            ? new BZip2CompressorOutputStream(packed)
            : codec.compress(packed, codec.defaultLevel())) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] decompress(Codec codec, byte[] packed) throws IOException {
    try (InputStream in = codec.decompress(new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    }
  }

  static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
