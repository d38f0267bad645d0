package oscc.archive.squashfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InodeTableTest {

  @Test
  void a_device_number_has_the_major_between_the_parts_of_the_minor() {
    assertThat(InodeTable.deviceNumber(5, 1)).isEqualTo(0x501);
    assertThat(InodeTable.deviceNumber(0xfff, 0xabcde)).isEqualTo(0xabcfffdeL);
  }
}
