package oscc.emit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LeastMemoryTest {
  private static final long ROOM = 44L << 20;

  @Test
  void a_ramfs_holds_what_is_unpacked_once() {
    assertThat(filled(LeastMemory.withRamfs())).isEqualTo(ROOM + 1000 + 100 + 300);
  }

  @Test
  void a_tmpfs_takes_no_more_than_half_of_what_is_left() {
    assertThat(filled(LeastMemory.withTmpfs())).isEqualTo(ROOM + 1000 + 100 + 2 * 300);
  }

  private static long filled(LeastMemory memory) {
    memory.kernel(1000);
    memory.segment(60, 200);
    memory.segment(40, 100);
    return memory.bytes();
  }
}
