package oscc.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import oscc.fstree.Content;

final class BusyboxAppletsTest {

  @Test
  void the_table_is_found_among_other_strings() throws IOException {
    assertThat(BusyboxApplets.of(TestPackages.busybox()))
        .containsExactlyElementsOf(TestPackages.APPLETS);
  }

  @Test
  void a_file_without_a_table_has_no_applets() throws IOException {
    assertThat(BusyboxApplets.of(Content.of(""))).isEmpty();
    assertThat(BusyboxApplets.of(Content.of("a\0b\0c\0d\0e\0f\0g\0h\0i\0"))).isEmpty();
    assertThat(BusyboxApplets.of(Content.of("ash\0cat\0sh\0"))).isEmpty();
  }

  @Test
  @Tag("tools")
  void the_hosts_busybox_says_the_same_of_itself() throws IOException {
    Path busybox = Path.of("/usr/bin/busybox");
    assertThat(busybox).as("install the Debian package busybox-static").isExecutable();
    Process list = new ProcessBuilder(busybox.toString(), "--list").start();
    List<String> said =
        new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();

    assertThat(BusyboxApplets.of(Content.of(Files.readAllBytes(busybox))))
        .containsExactlyElementsOf(said);
  }
}
