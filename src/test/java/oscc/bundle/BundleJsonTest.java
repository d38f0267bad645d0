package oscc.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleJsonTest {
  private final BundleJson bundle =
      Bundles.json("web-01", "console=ttyS0 \"a b\"", List.of(new PortForward(2222, 22)));

  @Test
  void what_was_written_is_read() throws IOException {
    assertThat(BundleJson.parse("bundle.json", bundle.text())).isEqualTo(bundle);
  }

  @Test
  void cards_other_than_the_usual_one_are_kept() throws IOException {
    VmSettings vm =
        new VmSettings(512, 1, List.of(), 0, List.of("52:54:00:00:00:01", "52:54:00:00:00:02"));
    BundleJson two =
        new BundleJson(
            bundle.name(),
            bundle.build(),
            bundle.oscc(),
            bundle.arch(),
            bundle.files(),
            bundle.cmdline(),
            bundle.leastMemory(),
            vm,
            bundle.ssh());

    assertThat(BundleJson.parse("bundle.json", two.text())).isEqualTo(two);
    assertThatThrownBy(() -> BundleJson.parse("b", two.text().replace("00:02\"", "00:0g,x\"")))
        .hasMessageContaining("network cards");
  }

  @Test
  void uefi_takes_once_more_what_is_loaded_and_a_root_only_if_it_has_a_header() {
    assertThat(bundle.leastMemoryByUefi())
        .isEqualTo(bundle.leastMemory() + size(Artifact.KERNEL) + size(Artifact.INITRD));
    List<BundleFile> files = new ArrayList<>(bundle.files());
    files.add(new BundleFile(Artifact.ROOT_HEADER, files.getFirst().digest(), 4096));
    BundleJson delivered =
        new BundleJson(
            bundle.name(),
            bundle.build(),
            bundle.oscc(),
            bundle.arch(),
            files,
            bundle.cmdline(),
            bundle.leastMemory(),
            bundle.vm(),
            bundle.ssh());

    assertThat(delivered.leastMemoryByUefi())
        .isEqualTo(bundle.leastMemoryByUefi() + 4096 + size(Artifact.ROOTFS));
  }

  private long size(Artifact artifact) {
    return bundle.find(artifact).orElseThrow().size();
  }

  @Test
  void the_text_has_a_format_a_build_id_and_one_command_line() {
    assertThat(bundle.text())
        .contains("\"format\": 1")
        .contains("\"build_id\": \"0123456789abcdef\"")
        .contains("\"cmdline\": \"console=ttyS0 \\\"a b\\\"\"")
        .contains("\"forward\": [\n      \"2222:22\"\n    ]")
        .endsWith("}\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"format\": 1|\"format\": 2|format 2",
        "\"memory_mib\": 512|\"memory_mib\": 0|0 MiB",
        "\"2222:22\"|\"2222\"|forward 2222",
        "\"2222:22\"|22|is not a string",
        "\"cpus\": 1|\"cores\": 1|`cpus` is missing",
        "0123456789abcdef|0123|not a build id",
        "vmlinuz|vmlinux|no file vmlinux",
        "true|1|`key_from_cmdline` is not true or false",
      })
  void a_wrong_value_is_an_error_that_names_file_and_value(
      String right, String wrong, String message) {
    assertThatThrownBy(() -> BundleJson.parse("x/bundle.json", bundle.text().replace(right, wrong)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("x/bundle.json")
        .hasMessageContaining(message);
  }

  @Test
  void a_folder_without_one_is_no_bundle(@TempDir Path folder) {
    assertThatThrownBy(() -> BundleJson.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no bundle here");
  }
}
