package oscc.emit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LeastMemoryTest {
  private static final long MIB = 1L << 20;

  @Test
  void a_ramfs_holds_what_is_unpacked_once() {
    LeastMemory memory = LeastMemory.withRamfs();
    long before = memory.bytes();

    memory.segment(60 * MIB, 200 * MIB);

    assertThat(memory.bytes() - before).isBetween(260 * MIB, 265 * MIB);
  }

  @Test
  void a_tmpfs_takes_no_more_than_half_of_what_is_left() {
    LeastMemory memory = LeastMemory.withTmpfs();
    long before = memory.bytes();

    memory.segment(60 * MIB, 200 * MIB);

    assertThat(memory.bytes() - before).isBetween(460 * MIB, 470 * MIB);
  }

  @Test
  void the_description_of_all_pages_leaves_what_is_needed() {
    LeastMemory memory = LeastMemory.withRamfs();
    long room = memory.bytes();
    memory.kernel(630 * MIB);
    memory.fetched(630 * MIB);

    assertThat(memory.bytes() - room).isBetween(1280 * MIB - 2, 1280 * MIB + 2);
  }
}
