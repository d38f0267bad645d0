package oscc.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DirectCmdlineTest {
  @Test
  void the_root_is_looked_for_on_the_disk_and_memory_is_not_reserved_for_it() {
    assertThat(DirectCmdline.withRootDisk("rootfstype=ramfs console=ttyS0 oscc.root=x quiet"))
        .isEqualTo("oscc.root=serial=oscc-root console=ttyS0 quiet");
  }

  @Test
  void words_for_init_stay_behind_the_dashes() {
    assertThat(DirectCmdline.withRootDisk("quiet -- single"))
        .isEqualTo("oscc.root=serial=oscc-root quiet -- single");
  }
}
