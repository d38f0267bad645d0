package oscc.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ElfFileTest {
  /** A small 32-bit big-endian shared object, field by field; elf(5). */
  private static final String NARROW =
      // e_ident, e_type 3, e_machine 8 (MIPS), e_version, e_entry, e_phoff 0x34, e_shoff 0
      "7f454c46010201000000000000000000"
          + "0003"
          + "0008"
          + "00000001"
          + "00000000"
          + "00000034"
          // e_shoff, e_flags, e_ehsize, e_phentsize, e_phnum 3, e_shentsize, e_shnum, e_shstrndx
          + "00000000"
          + "00000000"
          + "0034"
          + "0020"
          + "0003"
          + "0028"
          + "0000"
          + "0000"
          // PT_LOAD: offset 0, address 0x1000, filesz 0xec
          + "00000001"
          + "00000000"
          + "00001000"
          + "00001000"
          + "000000ec"
          + "000000ec"
          + "00000005"
          + "00001000"
          // PT_INTERP: offset 0xe4, 8 bytes
          + "00000003"
          + "000000e4"
          + "000010e4"
          + "000010e4"
          + "00000008"
          + "00000008"
          + "00000004"
          + "00000001"
          // PT_DYNAMIC: offset 0x94, 0x38 bytes
          + "00000002"
          + "00000094"
          + "00001094"
          + "00001094"
          + "00000038"
          + "00000038"
          + "00000006"
          + "00000004"
          // DT_STRTAB 0x10cc, DT_STRSZ 0x18, DT_NEEDED 1, DT_SONAME 3, DT_RPATH 5, DT_RUNPATH 8
          + "00000005"
          + "000010cc"
          + "0000000a"
          + "00000018"
          + "00000001"
          + "00000001"
          + "0000000e"
          + "00000003"
          + "0000000f"
          + "00000005"
          + "0000001d"
          + "00000008"
          + "00000000"
          + "00000000"
          // strings: "" "a" "s" "/r" "/x:/y"
          + "00"
          + "6100"
          + "7300"
          + "2f7200"
          + "2f783a2f7900"
          + "0000000000000000"
          + "0000"
          // interpreter: /ld
          + "2f6c640000000000";

  private static ElfFile read(byte[] bytes) throws IOException {
    return ElfFile.read(
        bytes.length,
        (at, target) -> {
          if (at < 0 || at + target.remaining() > bytes.length) {
            throw new EOFException("beyond the end");
          }
          target.put(bytes, (int) at, target.remaining());
        });
  }

  @Test
  void a_narrow_big_endian_object_is_read() throws IOException {
    ElfFile elf = read(HexFormat.of().parseHex(NARROW));

    assertThat(elf.bits()).isEqualTo(32);
    assertThat(elf.machine()).isEqualTo(8);
    assertThat(elf.type()).isEqualTo(ElfFile.ET_DYN);
    assertThat(elf.interpreter()).contains("/ld");
    assertThat(elf.dynamic())
        .isEqualTo(new Dynamic(Optional.of("s"), List.of("a"), List.of("/x", "/y")));
    assertThat(elf.modinfo()).isEmpty();
    assertThat(elf.exports()).isEmpty();
  }

  @Test
  void tables_beyond_the_end_are_named() {
    byte[] bytes = HexFormat.of().parseHex(NARROW);
    ByteBuffer.wrap(bytes).putInt(28, 0x7fffffff);

    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(BadElf.class)
        .hasMessage("its program header table reaches beyond the end of the file");
  }

  @Test
  void what_is_no_elf_is_refused() {
    assertThatThrownBy(() -> read(new byte[0])).isInstanceOf(BadElf.class);
    assertThatThrownBy(() -> read(new byte[100])).isInstanceOf(BadElf.class);
    byte[] odd = HexFormat.of().parseHex(NARROW);
    odd[4] = 9;
    assertThatThrownBy(() -> read(odd)).hasMessageContaining("neither 32-bit nor 64-bit");
  }

  @Test
  void random_changes_end_in_facts_or_in_an_io_exception() {
    long seed = 7;
    Random random = new Random(seed);
    byte[] whole = HexFormat.of().parseHex(NARROW);
    for (int round = 0; round < 50_000; round++) {
      byte[] bytes = whole.clone();
      for (int i = 0; i <= random.nextInt(4); i++) {
        bytes[4 + random.nextInt(bytes.length - 4)] = (byte) random.nextInt(256);
      }
      byte[] cut =
          random.nextInt(5) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
      try {
        ElfFile elf = read(cut);
        elf.interpreter();
        elf.dynamic();
        elf.modinfo();
        elf.exports();
      } catch (IOException e) {
        assertThat(e).hasMessageMatching(".+");
      } catch (RuntimeException e) {
        fail("seed %d, round %d".formatted(seed, round), e);
      }
    }
  }
}
