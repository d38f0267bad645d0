package oscc.initrd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oscc.diag.Code;
import oscc.diag.Diagnostic;
import oscc.diag.Report;
import oscc.fstree.Attributes;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.FileTreeBuilder;
import oscc.fstree.Node;
import oscc.fstree.Survey;
import oscc.fstree.Unit;
import oscc.fstree.UnixPath;
import oscc.kernel.ModuleIndex;
import oscc.manifest.RootfsSpec;
import oscc.store.Digest;
import oscc.system.TestMachine;

final class Stage1Test {
  private static final Set<String> APPLETS =
      Set.of(
          "ash",
          "blockdev",
          "busybox",
          "cat",
          "chmod",
          "chown",
          "chroot",
          "cp",
          "cttyhack",
          "cut",
          "grep",
          "head",
          "insmod",
          "losetup",
          "mkdir",
          "mount",
          "od",
          "poweroff",
          "reboot",
          "setsid",
          "sh",
          "sha256sum",
          "sleep",
          "stat",
          "switch_root",
          "tr",
          "umount");

  private final Report report = new Report();

  @Test
  void the_parameters_are_assignments_of_a_shell() {
    Stage1Parameters parameters =
        new Stage1Parameters(
            new TestMachine().readOnly().build(), "0123", "up", 5L << 32, Digest.of(new byte[0]));

    assertThat(parameters.render())
        .isEqualTo(
            """
            name=web
            build_id=0123
            root_size=21474836480
            root_sha256=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
            root_wait=30
            on_failure=poweroff
            writable=none
            init_command=/sbin/init
            """);
  }

  @Test
  void a_machine_with_a_disk_says_how_it_is_found_and_what_lies_on_it() {
    Stage1Parameters parameters =
        new Stage1Parameters(
            new TestMachine().persist("state", "/home", "/var/log").build(),
            "0123",
            "up",
            1,
            Digest.of(new byte[0]));

    assertThat(parameters.render())
        .endsWith("disk=label=state\ndisk_label=state\npersist='/home /var/log'\n");
  }

  @Test
  void a_machine_with_a_disk_needs_more_applets_and_the_driver_of_its_file_system()
      throws IOException {
    Stage1Busybox busybox = busybox(62, Optional.empty(), APPLETS);

    FileTree base =
        Stage1.base(
            new TestMachine().persist("state", "/home").build(), modules(), busybox, 7, report);

    assertThat(report.diagnostics())
        .singleElement()
        .satisfies(d ->
            assertThat(d.message())
                .contains("`cpio`, `dd`, `find`, `mv`, `rm`, `sort`, `sync`, `tail`"));
    assertThat(text(base, "/oscc/modules")).contains("/lib/modules/ext4.ko\n");
  }

  @Test
  void a_disk_takes_the_programs_of_e2fsprogs() {
    RootfsSpec kept = new TestMachine().persist("state", "/home").build().rootfs();
    FileTreeBuilder packages = FileTree.builder(7);
    packages.put(new UnixPath("/sbin"), new Node.Symlink(Attributes.ofRoot(0777, 7), "usr/sbin"));

    DiskPrograms.check(new TestMachine().build().rootfs(), packages.build(), report);
    DiskPrograms.check(kept, packages.build(), report);
    for (String name : List.of("mkfs.ext4", "e2fsck")) {
      packages.put(
          new UnixPath("/usr/sbin").child(name),
          new Node.RegularFile(Attributes.ofRoot(0755, 7), Content.of("")));
    }
    DiskPrograms.check(kept, packages.build(), report);

    assertThat(report.diagnostics())
        .singleElement()
        .satisfies(d -> {
          assertThat(d.code()).isEqualTo(Code.OS0704);
          assertThat(d.help()).containsExactly("add `- deb: [e2fsprogs]` to `packages`");
        });
  }

  @Test
  void the_machine_segment_carries_the_layer_in_a_folder_of_its_own() {
    UnixPath a = new UnixPath("/etc/a");
    FileTree layer =
        FileTree.builder(7)
            .put(UnixPath.ROOT, new Node.Directory(Attributes.ofRoot(0750, 3)))
            .put(a, new Node.RegularFile(Attributes.ofRoot(0600, 7), Content.of("x")))
            .link(new UnixPath("/etc/b"), a)
            .build();

    FileTree segment =
        Stage1.machineSegment(
            layer,
            new Stage1Parameters(new TestMachine().build(), "0", "up", 1, Digest.of(new byte[0])),
            7);

    assertThat(segment.stream().map(e -> e.path().value()))
        .containsExactly(
            "/",
            "/oscc",
            "/oscc/machine",
            "/oscc/machine/etc",
            "/oscc/machine/etc/a",
            "/oscc/machine/etc/b",
            "/oscc/stage1.conf");
    assertThat(segment.find(new UnixPath("/oscc/machine")))
        .contains(new Node.Directory(Attributes.ofRoot(0750, 3)));
    assertThat(segment.find(new UnixPath("/oscc/machine/etc/b")))
        .contains(new Node.HardLink(new UnixPath("/oscc/machine/etc/a")));
  }

  @Test
  void the_initramfs_base_has_the_devices_that_a_kernel_needs_first() {
    assertThat(Stage1.initramfsBase(7).stream().map(FileTree.Entry::node).skip(1))
        .containsExactly(
            folder(),
            new Node.DeviceNode(Attributes.ofRoot(0600, 7), Node.DeviceNode.Kind.CHARACTER, 5, 1),
            new Node.DeviceNode(Attributes.ofRoot(0666, 7), Node.DeviceNode.Kind.CHARACTER, 1, 3),
            new Node.Symlink(Attributes.ofRoot(0777, 7), "/sbin/init"),
            folder(),
            folder(),
            folder());
  }

  @Test
  void modules_are_listed_in_the_order_to_load_them() throws IOException {
    FileTree base = base(busybox(62, Optional.empty(), APPLETS));

    assertThat(report.diagnostics()).isEmpty();
    assertThat(text(base, "/oscc/modules"))
        .isEqualTo("/lib/modules/helper.ko\n/lib/modules/overlay.ko\n");
    assertThat(text(base, "/lib/modules/helper.ko")).isEqualTo("helper");
    assertThat(base.find(new UnixPath("/bin/sh")))
        .contains(new Node.Symlink(Attributes.ofRoot(0777, 7), "busybox"));
    assertThat(base.inode(new UnixPath("/init")).orElseThrow().attributes().mode().isExecutable())
        .isTrue();
  }

  @Test
  void a_busybox_that_cannot_run_is_refused() throws IOException {
    base(new Stage1Busybox(Content.of(""), Optional.empty(), Set.of(), TestMachine.SPAN));
    base(busybox(183, Optional.empty(), APPLETS));
    base(busybox(62, Optional.of("/lib64/ld-linux-x86-64.so.2"), APPLETS));
    Set<String> fewer = new TreeSet<>(APPLETS);
    fewer.remove("switch_root");
    base(busybox(62, Optional.empty(), fewer));

    assertThat(report.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(Code.OS0701, Code.OS0701, Code.OS0702, Code.OS0703);
    assertThat(report.diagnostics().getLast().message()).endsWith("has no `switch_root`");
  }

  @Test
  @Tag("tools")
  void shellcheck_has_nothing_to_say_about_init(@TempDir Path folder) throws Exception {
    FileTree base = base(busybox(62, Optional.empty(), APPLETS));
    // As they run: what /init reads stands where it is read.
    String whole = text(base, "/init");
    for (String part : List.of("disk", "http")) {
      String reads = "(?m)^ *\\. /oscc/" + part + "\n";
      whole = whole.replaceFirst(reads, Matcher.quoteReplacement(text(base, "/oscc/" + part)));
    }
    Path init = Files.writeString(folder.resolve("init"), whole);

    // Not followed and not assigned: stage1.conf. `a && b || die` is meant as it reads.
    ProcessBuilder shellcheck =
        new ProcessBuilder("shellcheck", "-s", "sh", "-e", "SC1091,SC2154,SC2015", init.toString());
    Process process;
    try {
      process = shellcheck.redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new AssertionError("install the Debian package shellcheck", e);
    }

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEmpty();
    assertThat(process.waitFor()).isZero();
  }

  private FileTree base(Stage1Busybox busybox) throws IOException {
    return Stage1.base(new TestMachine().build(), modules(), busybox, 7, report);
  }

  private static Stage1Busybox busybox(
      int machine, Optional<String> interpreter, Set<String> applets) {
    Survey.ElfFile elf =
        new Survey.ElfFile(
            new UnixPath("/bin/busybox"),
            64,
            machine,
            interpreter,
            Optional.empty(),
            List.of(),
            List.of());
    return new Stage1Busybox(Content.of("busybox"), Optional.of(elf), applets, TestMachine.SPAN);
  }

  /** Module overlay, which depends on helper. */
  private static ModuleIndex modules() throws IOException {
    String folder = "/usr/lib/modules/6.1/kernel/";
    FileTreeBuilder tree = FileTree.builder(7);
    List<Survey.KernelModule> facts =
        Stream.of("overlay", "helper", "ext4").map(name -> module(folder, name)).toList();
    for (Survey.KernelModule module : facts) {
      tree.put(
          module.path(),
          new Node.RegularFile(Attributes.ofRoot(0644, 7), Content.of(module.name())));
    }
    Survey survey = new Survey(List.of(), facts, List.of(), List.of());
    return ModuleIndex.of("6.1", new Unit("k", Digest.of(new byte[0]), tree.build(), survey));
  }

  private static Survey.KernelModule module(String folder, String name) {
    return new Survey.KernelModule(
        new UnixPath(folder + name + ".ko"),
        name,
        "6.1 SMP",
        name.equals("overlay") ? List.of("helper") : List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static Node.Directory folder() {
    return new Node.Directory(Attributes.ofRoot(0755, 7));
  }

  private static String text(FileTree tree, String path) throws IOException {
    Node.Inode node = tree.inode(new UnixPath(path)).orElseThrow();
    try (InputStream in = ((Node.RegularFile) node).content().open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
