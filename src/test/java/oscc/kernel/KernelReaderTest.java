package oscc.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.diag.Rejected;
import oscc.diag.Report;
import oscc.fstree.Content;
import oscc.fstree.Unit;
import oscc.manifest.Arch;
import oscc.source.Sources;
import oscc.store.Store;

class KernelReaderTest {
  private static final String VERSION = TestModules.RELEASE + " (builder@host) #1 SMP";

  @TempDir Path folder;

  private final Report report = new Report();

  private Kernel read(Arch arch, byte[] image, Optional<String> config, Optional<Unit> modules)
      throws IOException, Rejected {
    Sources.KernelFiles files =
        new Sources.KernelFiles(Content.of(image), config.map(Content::of), modules);
    Store store = Store.open(folder);
    return KernelReader.read(
        new TestMachine().arch(arch).machine(), files, new KnownKernels(store), report);
  }

  private Kernel read(byte[] image) throws IOException, Rejected {
    return read(Arch.X86_64, image, Optional.empty(), Optional.empty());
  }

  private String refusal(Arch arch, byte[] image) {
    assertThatThrownBy(() -> read(arch, image, Optional.empty(), Optional.empty()))
        .isInstanceOf(Rejected.class);
    return TestMachine.told(report);
  }

  @Test
  void the_header_of_a_bzimage_says_release_limits_and_payload() throws Exception {
    Kernel kernel = read(TestImage.bzImage(VERSION, new byte[1024]));

    assertThat(kernel.release()).isEqualTo("6.1.0-1-test");
    assertThat(kernel.header())
        .isEqualTo(
            new ImageHeader.BzImage(
                0x20f, VERSION, 2047, 0x3000000, 0x7fffffff, new ImageHeader.Payload(1536, 1024)));
    assertThat(kernel.config().origin()).isEqualTo(KernelConfig.Origin.INFERRED);
    assertThat(TestMachine.told(report)).isEmpty();
  }

  @Test
  void an_arm64_release_stands_behind_the_first_banner_that_names_one() throws Exception {
    Kernel kernel =
        read(Arch.AARCH64, TestImage.arm64("6.1.0-9-arm64"), Optional.empty(), Optional.empty());

    assertThat(kernel.release()).isEqualTo("6.1.0-9-arm64");
    assertThat(kernel.header()).isEqualTo(new ImageHeader.Arm64Image(0, 0x1b00000));
    assertThat(kernel.header().cmdlineLimit()).isEqualTo(2047);
  }

  @Test
  void a_gzipped_arm64_image_is_unpacked() throws Exception {
    byte[] image = TestImage.arm64("6.1.0-9-arm64");

    Kernel kernel = read(Arch.AARCH64, TestImage.gzip(image), Optional.empty(), Optional.empty());

    try (InputStream in = kernel.image().open()) {
      assertThat(in.readAllBytes()).isEqualTo(image);
    }
  }

  @Test
  void a_gzipped_arm64_image_that_was_cut_short_is_reported() throws Exception {
    byte[] image = TestImage.gzip(TestImage.arm64("6.1.0-9-arm64"));

    assertThat(refusal(Arch.AARCH64, Arrays.copyOf(image, image.length - 20)))
        .isEqualTo(
            "error OS0502 machine.yaml:4:1 the kernel's image is compressed and does not unpack\n");
  }

  @Test
  void a_kernel_of_another_architecture_is_reported() {
    assertThat(refusal(Arch.AARCH64, TestImage.bzImage(VERSION, new byte[8])))
        .isEqualTo(
            "error OS0501 machine.yaml:4:1 the kernel is for x86_64, the machine is aarch64\n");
  }

  @Test
  void what_is_no_kernel_is_told_by_what_it_is() {
    assertThat(refusal(Arch.X86_64, new byte[0])).contains("OS0500", "is empty");
    assertThat(refusal(Arch.X86_64, "!<arch>\ndebian".getBytes(StandardCharsets.US_ASCII)))
        .contains("OS0500", "is a Debian package");
    assertThat(refusal(Arch.X86_64, "\u007fELF".getBytes(StandardCharsets.US_ASCII)))
        .contains("OS0503", "perhaps a `vmlinux`");
    assertThat(refusal(Arch.AARCH64, "MZ\0\0zimg".getBytes(StandardCharsets.US_ASCII)))
        .contains("OS0503", "(zboot)");
  }

  @Test
  void a_bzimage_that_was_cut_short_is_reported() {
    byte[] image = TestImage.bzImage(VERSION, new byte[1024]);

    assertThat(refusal(Arch.X86_64, Arrays.copyOf(image, image.length - 1)))
        .contains("OS0502", "ends inside its compressed kernel");
    assertThat(refusal(Arch.X86_64, Arrays.copyOf(image, 0x210)))
        .contains("OS0502", "ends inside its header");
  }

  @Test
  void a_kernel_for_32_bit_x86_is_reported() {
    byte[] image = TestImage.bzImage(VERSION, new byte[8]);
    image[0x236] = 0;

    assertThat(refusal(Arch.X86_64, image)).contains("OS0503", "32-bit x86");
  }

  @Test
  void modules_of_another_release_are_reported_and_not_used() throws Exception {
    Unit modules = new TestModules("6.1.0-2-test").add("fs/squashfs").unit();

    Kernel kernel =
        read(
            Arch.X86_64,
            TestImage.bzImage(VERSION, new byte[8]),
            Optional.empty(),
            Optional.of(modules));

    assertThat(kernel.modules().modules()).isEmpty();
    assertThat(TestMachine.told(report))
        .isEqualTo(
            "error OS0505 machine.yaml:5:1 the kernel is `6.1.0-1-test`, its modules are for"
                + " `6.1.0-2-test`\n");
  }

  @Test
  void modules_built_for_another_kernel_and_lacking_others_are_reported() throws Exception {
    Unit modules =
        new TestModules()
            .add("fs/squashfs", "vermagic=6.1.0-7-other SMP ")
            .add("net/a", "depends=b", "depends=c")
            .builtIn("kernel/net/c.ko\n", "")
            .unit();

    read(
        Arch.X86_64,
        TestImage.bzImage(VERSION, new byte[8]),
        Optional.empty(),
        Optional.of(modules));

    assertThat(TestMachine.told(report))
        .isEqualTo(
            """
            error OS0507 machine.yaml:5:1 1 of the kernel's modules were built for another kernel, \
            such as `squashfs` for `6.1.0-7-other SMP`
            warning OS0508 machine.yaml:5:1 the kernel's module `a` needs `b`, which is not there
            """);
  }

  @Test
  void a_configuration_beside_the_kernel_is_the_whole_truth() throws Exception {
    Kernel kernel =
        read(
            Arch.X86_64,
            TestImage.bzImage(VERSION, new byte[8]),
            Optional.of("CONFIG_A=y\nCONFIG_B=m\n# CONFIG_C is not set\nCONFIG_D=\"x y\"\n"),
            Optional.empty());

    KernelConfig config = kernel.config();
    assertThat(config.origin()).isEqualTo(KernelConfig.Origin.FILE);
    assertThat(config.state("A")).isEqualTo(KernelConfig.State.BUILT_IN);
    assertThat(config.state("B")).isEqualTo(KernelConfig.State.MODULE);
    assertThat(config.state("C")).isEqualTo(KernelConfig.State.ABSENT);
    assertThat(config.state("NEVER_HEARD_OF")).isEqualTo(KernelConfig.State.ABSENT);
    assertThat(config.value("D")).contains("\"x y\"");
  }

  @Test
  void a_configuration_file_without_a_setting_is_reported() throws Exception {
    read(
        Arch.X86_64,
        TestImage.bzImage(VERSION, new byte[8]),
        Optional.of("hello\n"),
        Optional.empty());

    assertThat(TestMachine.told(report))
        .isEqualTo(
            "error OS0504 machine.yaml:6:1 the kernel's configuration has no `CONFIG_` line\n");
  }

  @Test
  void the_configuration_inside_a_compressed_kernel_is_found() throws Exception {
    byte[] payload = TestImage.gzip(TestImage.ikconfig("CONFIG_SQUASHFS=m\n"));

    Kernel kernel = read(TestImage.bzImage(VERSION, payload));

    assertThat(kernel.config().origin()).isEqualTo(KernelConfig.Origin.IMAGE);
    assertThat(kernel.config().value("SQUASHFS")).contains("m");
  }

  @Test
  void without_a_configuration_the_lists_of_modules_tell_of_drivers() throws Exception {
    Unit modules =
        new TestModules()
            .add("fs/squashfs/squashfs")
            .builtIn("kernel/fs/ext4/ext4.ko\n", "")
            .unit();

    KernelConfig config =
        read(
                Arch.X86_64,
                TestImage.bzImage(VERSION, new byte[8]),
                Optional.empty(),
                Optional.of(modules))
            .config();

    assertThat(config.state("SQUASHFS")).isEqualTo(KernelConfig.State.MODULE);
    assertThat(config.state("EXT4_FS")).isEqualTo(KernelConfig.State.BUILT_IN);
    assertThat(config.state("OVERLAY_FS")).isEqualTo(KernelConfig.State.ABSENT);
    assertThat(config.state("RD_ZSTD")).isEqualTo(KernelConfig.State.UNKNOWN);
  }
}
