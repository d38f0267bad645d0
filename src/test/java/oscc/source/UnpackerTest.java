package oscc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import oscc.diag.Code;
import oscc.diag.Diagnostic;
import oscc.diag.Located;
import oscc.diag.Progress;
import oscc.diag.Rejected;
import oscc.diag.Report;
import oscc.diag.SourceText;
import oscc.diag.Span;
import oscc.fstree.Survey;
import oscc.fstree.Unit;
import oscc.fstree.UnixPath;
import oscc.manifest.Arch;
import oscc.manifest.Compression;
import oscc.manifest.Init;
import oscc.manifest.InitrdSpec;
import oscc.manifest.KernelSpec;
import oscc.manifest.Locator;
import oscc.manifest.Logging;
import oscc.manifest.Machine;
import oscc.manifest.Network;
import oscc.manifest.PackageSpec;
import oscc.manifest.RootfsSpec;
import oscc.manifest.Vm;
import oscc.resolve.BuildPlan;
import oscc.resolve.FolderListing;
import oscc.resolve.Pin;
import oscc.store.Blob;
import oscc.store.DamagedBlob;
import oscc.store.Digest;
import oscc.store.Store;

class UnpackerTest {
  private static final Span SPAN = new Span(new SourceText("m.yaml", "kernel"), 0, 6);

  @TempDir Path temporary;
  private final Report report = new Report();
  private final List<Progress.Event> events = Collections.synchronizedList(new ArrayList<>());
  private int threads = 1;
  private final Map<Pin, Blob> blobs = new HashMap<>();
  private Store store;
  private byte[] kernelDeb;
  private byte[] busyboxDeb;

  @BeforeEach
  void makeDebs() throws IOException {
    store = Store.open(temporary.resolve("store"));
    byte[] module = TestElf.module("vermagic=6.1.0 SMP\0depends=b,c\0alias=pci:v1*\0");
    kernelDeb =
        Archives.deb(
            new TarBytes(),
            new TarBytes()
                .file("./boot/vmlinuz-6.1.0", "kernel")
                .file("./boot/config-6.1.0", "CONFIG_X=y")
                .file("./usr/share/doc/linux/copyright", "GPL")
                .add(new TarBytes.Header("./lib/modules/6.1.0/kernel/a-b.ko", '0'), module)
                .file("./lib/modules/6.1.0/modules.builtin", "kernel/x.ko\n")
                .file("./lib/modules/6.1.0/modules.dep", "stale"));
    busyboxDeb = Archives.deb(new TarBytes(), new TarBytes().file("./bin/busybox", "bb"));
  }

  @Test
  void a_kernel_package_gives_image_configuration_and_modules() throws IOException, Rejected {
    Sources.KernelFiles kernel = unpack(List.of()).kernel();

    assertThat(Trees.text(kernel.image())).isEqualTo("kernel");
    assertThat(Trees.text(kernel.config().orElseThrow())).isEqualTo("CONFIG_X=y");
    Unit modules = kernel.modules().orElseThrow();
    assertThat(Trees.listing(modules.tree()).stream().map(l -> l.split(" ", 5)[3]))
        .containsExactly(
            "/usr/",
            "/usr/lib/",
            "/usr/lib/modules/",
            "/usr/lib/modules/6.1.0/",
            "/usr/lib/modules/6.1.0/kernel/",
            "/usr/lib/modules/6.1.0/kernel/a-b.ko",
            "/usr/lib/modules/6.1.0/modules.builtin");
    assertThat(modules.survey().modules())
        .containsExactly(
            new Survey.KernelModule(
                new UnixPath("/usr/lib/modules/6.1.0/kernel/a-b.ko"),
                "a_b",
                "6.1.0 SMP",
                List.of("b", "c"),
                List.of(),
                List.of("pci:v1*"),
                List.of(),
                List.of()));
    assertThat(modules.survey().texts())
        .containsExactly(
            new Survey.TextFile(
                new UnixPath("/usr/lib/modules/6.1.0/modules.builtin"), "kernel/x.ko\n"));
  }

  @Test
  void busybox_is_found_behind_the_merge() throws IOException, Rejected {
    assertThat(Trees.text(unpack(List.of()).busybox())).isEqualTo("bb");
  }

  @Test
  void packages_come_in_the_order_of_the_plan() throws IOException, Rejected {
    Path overlay = temporary.resolve("overlay");
    Files.createDirectories(overlay.resolve("etc"));
    Files.writeString(overlay.resolve("etc/motd"), "hi");
    PackageSpec dir = new PackageSpec.Dir(overlay, "overlay", PackageSpec.Selection.ALL, SPAN);
    Pin folder = new Pin.Folder(overlay, "overlay", FolderListing.digest(overlay, Digest::of));

    Sources sources =
        unpack(
            List.of(
                new BuildPlan.PackagePlan(dir, List.of(folder)),
                tar("b.tar", new TarBytes().file("b", "1"), PackageSpec.Selection.ALL),
                debs(debPin("z", busyboxDeb), debPin("a", busyboxDeb))));

    assertThat(sources.packages().stream().map(p -> p.unit().name()))
        .containsExactly("overlay", "b.tar", "z 1.0", "a 1.0");
    assertThat(Trees.listing(sources.packages().getFirst().unit().tree()))
        .contains("0644 0:0 7 /etc/motd hi");
  }

  @Test
  void a_second_run_unpacks_nothing_and_says_the_same() throws IOException, Rejected {
    PackageSpec.Selection selection =
        Trees.selection(0, "/opt", List.of(), List.of("none/**", "b"));
    TarBytes tar = new TarBytes().file("a", "1").hardLink("c", "a").file("b", "1");
    List<BuildPlan.PackagePlan> packages = List.of(tar("b.tar", tar, selection));
    Sources first = unpack(packages);
    events.clear();

    Sources second = unpack(packages);

    assertThat(events)
        .isNotEmpty()
        .allMatch(new Progress.Event.Count("packages looked up", 1)::equals);
    assertThat(Trees.listing(second.packages().getFirst().unit().tree()))
        .isEqualTo(Trees.listing(first.packages().getFirst().unit().tree()))
        .hasSize(3);
    assertThat(second.packages().getFirst().unit().id())
        .isEqualTo(first.packages().getFirst().unit().id());
    assertThat(report.diagnostics().stream().map(Diagnostic::message))
        .containsExactly("`none/**` matches nothing", "`none/**` matches nothing");
  }

  @Test
  void damage_in_the_store_is_mended_by_unpacking_again() throws IOException, Rejected {
    Sources first = unpack(List.of());
    Digest modules = first.kernel().modules().orElseThrow().id();
    try (var files = Files.walk(temporary.resolve("store/derived"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.delete(file);
        Files.write(file, bytes);
      }
    }
    events.clear();

    Sources second = unpack(List.of());

    assertThat(second.kernel().modules().orElseThrow().id()).isEqualTo(modules);
    assertThat(events.stream().filter(e -> e instanceof Progress.Event.Warning)).hasSize(2);
  }

  @Test
  void an_archive_that_was_damaged_in_the_store_is_found_out_before_it_is_unpacked()
      throws IOException {
    BuildPlan.PackagePlan plan =
        tar("b.tar", new TarBytes().file("b", "one"), PackageSpec.Selection.ALL);
    Digest digest = plan.pins().getFirst().digest();
    Path file = store.find(digest).orElseThrow().file();
    byte[] bytes = Files.readAllBytes(file);
    bytes[512] ^= 1;
    Files.delete(file);
    Files.write(file, bytes);

    assertThatThrownBy(() -> unpack(List.of(plan)))
        .isInstanceOf(DamagedBlob.class)
        .hasMessageContaining(file.toString());

    assertThat(store.find(digest)).isEmpty();
  }

  @Test
  void strip_that_leaves_nothing_is_an_error() {
    PackageSpec.Selection selection = Trees.selection(3, "/", List.of(), List.of());
    TarBytes tar = new TarBytes().file("a/b", "1");

    assertThatThrownBy(() -> unpack(List.of(tar("b.tar", tar, selection))))
        .isInstanceOf(Rejected.class);

    assertThat(report.diagnostics().getFirst().code()).isEqualTo(Code.OS0401);
  }

  @Test
  void what_was_selected_in_vain_is_told_even_if_the_next_archive_is_broken() throws IOException {
    PackageSpec.Selection selection = Trees.selection(0, "/", List.of(), List.of("none/**"));
    BuildPlan.PackagePlan good = tar("a.tar", new TarBytes().file("a", "1"), selection);
    Blob noise = store.keep(new ByteArrayInputStream(new byte[] {1, 2, 3}));
    Path file = temporary.resolve("b.tar");
    Pin pin = new Pin.LocalFile(file, "b.tar", noise.digest(), noise.size());
    blobs.put(pin, noise);
    Locator locator = new Locator.LocalFile(file, "b.tar", Optional.empty(), SPAN);
    PackageSpec broken = new PackageSpec.Tar(locator, PackageSpec.Selection.ALL, SPAN);

    assertThatThrownBy(() -> unpack(List.of(good, new BuildPlan.PackagePlan(broken, List.of(pin)))))
        .isInstanceOf(IOException.class);

    assertThat(report.diagnostics()).extracting(Diagnostic::code).containsExactly(Code.OS0402);
  }

  @Test
  void a_package_without_files_is_a_warning() throws IOException, Rejected {
    unpack(List.of(tar("b.tar", new TarBytes(), PackageSpec.Selection.ALL)));

    assertThat(report.diagnostics().getFirst().code()).isEqualTo(Code.OS0403);
  }

  @Test
  void a_kernel_package_without_a_kernel_is_an_error() throws IOException {
    kernelDeb = Archives.deb(new TarBytes(), new TarBytes().file("x", "y"));

    assertThatThrownBy(() -> unpack(List.of())).isInstanceOf(Rejected.class);

    assertThat(report.diagnostics().stream().map(Diagnostic::code))
        .containsExactly(Code.OS0405, Code.OS0406);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void each_package_is_unpacked_once_by_any_number_of_threads(int count)
      throws IOException, Rejected {
    threads = count;
    List<BuildPlan.PackagePlan> packages = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      TarBytes files = new TarBytes().file("f" + i, "x".repeat(1000 * i)).file("g", "same");
      packages.add(tar(i + ".tar", files, PackageSpec.Selection.ALL));
    }
    packages.add(packages.get(7));

    Sources sources = unpack(packages);

    assertThat(events.stream().filter(new Progress.Event.Count("packages unpacked", 1)::equals))
        .hasSize(22);
    assertThat(sources.packages().stream().map(p -> p.unit().tree().digest()))
        .containsExactlyElementsOf(oneByOne(packages));
  }

  /** What the packages are when each is unpacked alone. */
  private List<Digest> oneByOne(List<BuildPlan.PackagePlan> packages) throws IOException, Rejected {
    store = Store.open(temporary.resolve("another"));
    threads = 1;
    List<Digest> digests = new ArrayList<>();
    for (BuildPlan.PackagePlan one : packages) {
      digests.add(unpack(List.of(one)).packages().getFirst().unit().tree().digest());
    }
    return digests;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void the_first_broken_package_of_the_plan_is_told(int count) throws IOException {
    threads = count;
    List<BuildPlan.PackagePlan> packages = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      packages.add(tar(i + ".tar", new TarBytes().file("f", "x"), PackageSpec.Selection.ALL));
    }
    TarBytes device = new TarBytes().add(new TarBytes.Header("first", '?'), new byte[0]);
    TarBytes larger = new TarBytes().file("a", "x".repeat(9000));
    packages.add(tar("first.tar", device, PackageSpec.Selection.ALL));
    larger.add(new TarBytes.Header("second", '?'), new byte[0]);
    packages.add(tar("second.tar", larger, PackageSpec.Selection.ALL));

    assertThatThrownBy(() -> unpack(packages))
        .isInstanceOf(BadArchive.class)
        .hasMessageContaining("first.tar");
  }

  @Test
  void a_package_without_busybox_is_an_error() throws IOException {
    busyboxDeb = Archives.deb(new TarBytes(), new TarBytes().file("x", "y"));

    assertThatThrownBy(() -> unpack(List.of())).isInstanceOf(Rejected.class);

    assertThat(report.diagnostics().stream().map(Diagnostic::code)).containsExactly(Code.OS0407);
  }

  private Sources unpack(List<BuildPlan.PackagePlan> packages) throws IOException, Rejected {
    Pin.Deb kernel = debPin("linux-image-6.1.0", kernelDeb);
    Pin.Deb busybox = debPin("busybox-static", busyboxDeb);
    BuildPlan plan =
        new BuildPlan(
            machine(), 7, new BuildPlan.KernelPlan.Deb(kernel), busybox, packages, List.of());
    BlobSource fetched =
        pins -> pins.stream().map(p -> Optional.ofNullable(blobs.get(p)).orElseThrow()).toList();
    Sources sources =
        new Unpacker(new KnownUnits(store), report, events::add, threads).unpack(plan, fetched);
    sources.selections().tell(plan, report);
    return sources;
  }

  private BuildPlan.PackagePlan tar(String name, TarBytes tar, PackageSpec.Selection selection)
      throws IOException {
    Path file = temporary.resolve(name);
    Blob blob = store.keep(new ByteArrayInputStream(tar.ended()));
    Pin pin = new Pin.LocalFile(file, name, blob.digest(), blob.size());
    blobs.put(pin, blob);
    Locator locator = new Locator.LocalFile(file, name, Optional.empty(), SPAN);
    return new BuildPlan.PackagePlan(new PackageSpec.Tar(locator, selection, SPAN), List.of(pin));
  }

  private static BuildPlan.PackagePlan debs(Pin... pins) {
    PackageSpec spec =
        new PackageSpec.Deb(List.of(), true, List.of(), false, PackageSpec.Selection.ALL, SPAN);
    return new BuildPlan.PackagePlan(spec, List.of(pins));
  }

  private Pin.Deb debPin(String name, byte[] deb) throws IOException {
    Blob blob = store.keep(new ByteArrayInputStream(deb));
    Pin.Deb pin =
        new Pin.Deb(
            name,
            "1.0",
            "amd64",
            URI.create("http://localhost/x"),
            "x",
            blob.digest(),
            blob.size());
    blobs.put(pin, blob);
    return pin;
  }

  private Machine machine() {
    KernelSpec kernel =
        new KernelSpec(
            new KernelSpec.KernelSource.Deb(new Located<>("linux-image-6.1.0", SPAN)),
            List.of(),
            List.of(),
            new KernelSpec.Modules(List.of(), new KernelSpec.RootfsModules.All(), List.of()),
            SPAN);
    InitrdSpec initrd =
        new InitrdSpec(
            Compression.ZSTD,
            new InitrdSpec.BusyboxSource.Deb(new Located<>("busybox-static", SPAN)),
            InitrdSpec.OnFailure.REBOOT);
    RootfsSpec rootfs =
        new RootfsSpec(
            RootfsSpec.Filesystem.SQUASHFS,
            new RootfsSpec.SquashfsCompression(RootfsSpec.Codec.ZSTD, 9, 1 << 20),
            RootfsSpec.Delivery.INITRD,
            List.of(),
            RootfsSpec.Writable.TMPFS,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            SPAN);
    return new Machine(
        temporary,
        new Located<>("m", SPAN),
        Optional.empty(),
        new Located<>(Arch.X86_64, SPAN),
        OptionalLong.empty(),
        kernel,
        initrd,
        List.of(),
        new Located<>(Init.BUSYBOX, SPAN),
        List.of(),
        new TreeMap<>(),
        new Network("m", List.of(), List.of(), List.of(), List.of(), new TreeMap<>()),
        List.of(),
        Optional.empty(),
        Logging.NONE,
        List.of(),
        rootfs,
        new Vm(512, 1, List.of(), 0),
        List.of());
  }
}
