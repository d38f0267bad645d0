package oscc.archive.squashfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import oscc.codec.Codec;

class SuperblockTest {

  @Test
  void its_fields_stand_where_the_format_document_says() {
    SquashfsOptions options = new SquashfsOptions(Codec.ZSTD, 9, 1 << 17, 1);
    Superblock.Tables tables =
        new Superblock.Tables(0x600, Superblock.ABSENT, 0x200, 0x300, 0x400, 0x500);

    byte[] bytes = new Superblock(options, 7, 0x60000000L, 2, 1, 0x1234, 0x700, tables).encode();

    String expected =
        "68737173" // magic
            + "07000000" // inodes
            + "00000060" // mod time
            + "00000200" // block size
            + "02000000" // fragments
            + "0600" // zstd
            + "1100" // block log 17
            + "c002" // deduplicated, exportable, no xattrs
            + "0100" // ids
            + "04000000" // version 4.0
            + "3412000000000000" // root inode
            + "0007000000000000" // bytes used
            + "0006000000000000" // id table
            + "ffffffffffffffff" // xattr table
            + "0002000000000000" // inode table
            + "0003000000000000" // directory table
            + "0004000000000000" // fragment table
            + "0005000000000000"; // export table
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(expected);
  }
}
