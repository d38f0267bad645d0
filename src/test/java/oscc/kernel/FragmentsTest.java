package oscc.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.diag.Report;
import oscc.diag.SourceText;
import oscc.fstree.Content;

class FragmentsTest {
  @TempDir Path folder;

  private static Kernel kernel(KernelConfig config) {
    return new Kernel(
        "6.1.0",
        Content.of("image"),
        new ImageHeader.Arm64Image(0, 0),
        config,
        ModuleIndex.none("6.1.0"));
  }

  private String check(String fragment, Map<String, String> config, String... loaded)
      throws IOException {
    return check(
        List.of(fragment), KernelConfig.of(KernelConfig.Origin.FILE, config), List.of(loaded));
  }

  private String check(List<String> fragments, KernelConfig config, List<String> loaded)
      throws IOException {
    TestMachine machine = new TestMachine();
    for (int i = 0; i < fragments.size(); i++) {
      Path file = folder.resolve("%d.config".formatted(i + 1));
      machine.fragment(Files.writeString(file, fragments.get(i)));
    }
    Report report = new Report();
    Fragments.check(machine.machine(), kernel(config), loaded, report);
    return TestMachine.told(report);
  }

  @Test
  void what_the_kernel_has_is_satisfied() throws IOException {
    String told =
        check(
            """
            # a comment, and a blank line

            CONFIG_A=y
            CONFIG_B=m
            CONFIG_BUILT_IN=m
            # CONFIG_C is not set
            CONFIG_D=n
            CONFIG_E="a \\"b\\""
            CONFIG_F=0x0010
            CONFIG_G=-5
            CONFIG_OFF=n
            """,
            Map.of(
                "A",
                "y",
                "B",
                "m",
                "BUILT_IN",
                "y",
                "E",
                "\"a \\\"b\\\"\"",
                "F",
                "16",
                "G",
                "-5",
                "OFF",
                "n"));

    assertThat(told).isEmpty();
  }

  @Test
  void each_demand_that_is_not_met_is_told_at_its_line() throws IOException {
    String told =
        check(
            "CONFIG_A=y\r\nCONFIG_B=y\nCONFIG_C=m\n# CONFIG_D is not set\nCONFIG_E=\"x\"\n",
            Map.of("B", "m", "D", "m", "E", "\"y\""));

    assertThat(told)
        .isEqualTo(
            """
            error OS0514 1.config:1:1 kernel 6.1.0 has nothing for `CONFIG_A`, wanted `y` [not so in this kernel]
            error OS0514 1.config:2:1 kernel 6.1.0 has `m` for `CONFIG_B`, wanted `y` [not so in this kernel]
            error OS0514 1.config:3:1 kernel 6.1.0 has nothing for `CONFIG_C`, wanted `m` [not so in this kernel]
            error OS0514 1.config:4:1 kernel 6.1.0 has `m` for `CONFIG_D`, wanted `n` [not so in this kernel]
            error OS0514 1.config:5:1 kernel 6.1.0 has `"y"` for `CONFIG_E`, wanted `"x"` [not so in this kernel]
            """);
  }

  @Test
  void a_module_does_for_y_only_where_it_is_loaded() throws IOException {
    assertThat(check("CONFIG_SQUASHFS=y\n", Map.of("SQUASHFS", "m"), "squashfs")).isEmpty();
    assertThat(check("CONFIG_SQUASHFS=y\n", Map.of("SQUASHFS", "m"), "overlay"))
        .startsWith("error OS0514 1.config:1:1");
  }

  @Test
  void of_two_fragments_the_last_counts() throws IOException {
    KernelConfig config = KernelConfig.of(KernelConfig.Origin.FILE, Map.of("A", "y"));

    assertThat(check(List.of("CONFIG_A=n\n", "CONFIG_A=y\n"), config, List.of())).isEmpty();
    assertThat(check(List.of("CONFIG_A=y\n", "CONFIG_A=n\n"), config, List.of()))
        .startsWith("error OS0514 2.config:1:1");
  }

  @Test
  void without_a_configuration_everything_is_unverified_and_told_once() throws IOException {
    KernelConfig config = KernelConfig.inferred(ModuleIndex.none("6.1.0"));

    assertThat(check(List.of("CONFIG_A=y\nCONFIG_B=y\n"), config, List.of()))
        .isEqualTo(
            "warning OS0515 1.config:1:1 nothing says how kernel 6.1.0 is configured, so 2 settings"
                + " are unverified\n");
  }

  @Test
  void what_is_no_setting_is_told_with_its_place() {
    Report report = new Report();
    String text =
        """
        CONFIG_A
        CONFIG-B=y
         CONFIG_C=y
        CONFIG_D=Y
        CONFIG_E="open
        #CONFIG_F is not set
        # CONFIG_G is not set\s
        CONFIG_H=y
        CONFIG_H=m
        """;

    Fragment fragment = Fragment.parse(new SourceText("f.config", text), report);

    assertThat(fragment.settings()).extracting(Fragment.Setting::symbol).containsExactly("H");
    assertThat(fragment.settings().getFirst().value()).isEqualTo("m");
    assertThat(TestMachine.told(report).replaceAll(" \\[.*?\\]\n", "\n"))
        .isEqualTo(
            """
            error OS0510 f.config:1:1 this line of a kernel configuration is no setting
            error OS0510 f.config:2:1 this line of a kernel configuration is no setting
            error OS0510 f.config:3:1 this line of a kernel configuration is no setting
            error OS0511 f.config:4:10 `Y` is no value for `CONFIG_D`
            error OS0511 f.config:5:10 `"open` is no value for `CONFIG_E`
            warning OS0513 f.config:6:1 this comment looks like a setting but is none
            warning OS0513 f.config:7:1 this comment looks like a setting but is none
            warning OS0512 f.config:9:1 `CONFIG_H` is set twice; the last one counts
            """);
  }

  @Test
  void a_fragment_that_is_no_text_is_reported_where_the_manifest_names_it() throws IOException {
    Path file = Files.write(folder.resolve("x.config"), new byte[] {(byte) 0xff, 0});
    Report report = new Report();

    Fragments.check(
        new TestMachine().fragment(file).machine(),
        kernel(KernelConfig.of(KernelConfig.Origin.FILE, Map.of())),
        List.of(),
        report);

    assertThat(TestMachine.told(report))
        .isEqualTo("error OS0510 machine.yaml:3:1 `x.config` is not UTF-8 text\n");
  }
}
