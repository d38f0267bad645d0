package oscc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stage 1 finds no root, says why, and gives a shell that answers. */
class EmergencyShellIT {
  @Test
  @Timeout(value = 90, unit = TimeUnit.SECONDS)
  void a_root_that_is_not_there_leads_to_a_shell_in_which_one_can_look_around() throws Exception {
    Path bundle = Oscc.build(Oscc.PROJECT.resolve("manifests/hello.yaml"), "hello");
    String words = "oscc.root=serial=nowhere oscc.rootwait=2 oscc.onfail=shell";

    try (Guest guest = Guest.run("emergency-shell", bundle, words)) {
      guest.await("oscc: no root: no disk with serial=nowhere came within 2 seconds");
      guest.await("oscc: a shell follows");
      guest.await("[~/] # ");
      guest.type("tty; lsmod | grep -o '^squash''fs'; grep -o 'root_si''ze' /oscc/stage1.conf\n");
      guest.await("\n/dev/ttyS0\\R");
      guest.await("\nsquashfs\\R");
      guest.await("\nroot_size\\R");
      guest.endSleepByControlC();
      assertThat(guest.console()).contains("block devices seen:").doesNotContain("access tty");

      guest.type("exit\n");
      assertThat(guest.awaitEnd()).isZero();
      assertThat(guest.console()).contains("reboot: Restarting system");
    }
  }
}
