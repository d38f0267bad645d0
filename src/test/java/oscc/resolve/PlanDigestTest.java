package oscc.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import oscc.diag.Located;
import oscc.diag.SourceText;
import oscc.diag.Span;
import oscc.fstree.Mode;
import oscc.fstree.UnixPath;
import oscc.manifest.Arch;
import oscc.manifest.Compression;
import oscc.manifest.FileSpec;
import oscc.manifest.Init;
import oscc.manifest.InitrdSpec;
import oscc.manifest.Interfaces;
import oscc.manifest.KernelSpec;
import oscc.manifest.Locator;
import oscc.manifest.Logging;
import oscc.manifest.Machine;
import oscc.manifest.Network;
import oscc.manifest.PackageSpec;
import oscc.manifest.RootfsSpec;
import oscc.manifest.Service;
import oscc.manifest.Ssh;
import oscc.manifest.SystemIds;
import oscc.manifest.TestStep;
import oscc.manifest.User;
import oscc.manifest.Vm;
import oscc.store.Digest;

class PlanDigestTest {
  private static final Path FOLDER = Path.of("/m");
  private static final Digest DIGEST = Digest.of(new byte[0]);
  private static final Pin.LocalFile TOOL = new Pin.LocalFile(FOLDER, "tool", DIGEST, 1);

  /** A machine in which every component has a value. */
  private static Machine full() {
    var url =
        new Locator.Url(URI.create("http://h/x"), "http://h/x", Optional.of(DIGEST), Machines.SPAN);
    var file = new Locator.LocalFile(FOLDER, "tool", Optional.of(DIGEST), Machines.SPAN);
    var selection =
        new PackageSpec.Selection(
            1, new UnixPath("/opt"), List.of("bin/**"), List.of("doc/**"), false);
    return new Machine(
        FOLDER,
        Machines.at("web"),
        Optional.of("random"),
        Machines.at(Arch.X86_64),
        OptionalLong.of(7),
        new KernelSpec(
            new KernelSpec.KernelSource.Prebuilt(url, Optional.of(file), Optional.of(file)),
            List.of(Machines.at(Path.of("/m/fragment"))),
            List.of(Machines.at("panic=10")),
            new KernelSpec.Modules(
                List.of(Machines.at("e1000e")),
                new KernelSpec.RootfsModules.Some(List.of(Machines.at("virtio*"))),
                List.of(Machines.at("wireguard"))),
            Machines.SPAN),
        new InitrdSpec(
            Compression.ZSTD, new InitrdSpec.BusyboxSource.File(file), InitrdSpec.OnFailure.REBOOT),
        List.of(
            new PackageSpec.Tar(url, selection, Machines.SPAN),
            new PackageSpec.Deb(
                List.of(Machines.at("app")),
                true,
                List.of(Machines.at("adduser")),
                false,
                selection,
                Machines.SPAN),
            new PackageSpec.Dir(FOLDER, "overlay", selection, Machines.SPAN)),
        Machines.at(Init.BUSYBOX),
        List.of(Machines.at("/hello")),
        new TreeMap<>(Map.of("web", service())),
        new Network(
            "web",
            List.of(
                Interfaces.named("lan0", Machines.SPAN)
                    .mac("52:54:00:12:34:56")
                    .addresses("192.0.2.10/24")
                    .gateway("192.0.2.1")
                    .build()),
            List.of("192.0.2.53"),
            List.of("example.org"),
            List.of(Machines.at("ntp.example.org")),
            new TreeMap<>(Map.of("192.0.2.5", List.of("db")))),
        List.of(
            new User(
                "me",
                OptionalLong.of(1000),
                OptionalLong.of(1000),
                List.of(Machines.at("wheel")),
                Optional.of(new UnixPath("/home/me")),
                Optional.of(new UnixPath("/bin/sh")),
                Optional.of("$6$x"),
                List.of(
                    new User.AuthorizedKey.Line("ssh-ed25519 A", Machines.SPAN),
                    new User.AuthorizedKey.KeyFile(file)),
                Machines.SPAN)),
        Optional.of(new Ssh(Ssh.Server.DROPBEAR, 22, List.of(), true, Machines.SPAN)),
        new Logging(
            OptionalLong.of(7),
            List.of(
                new Logging.SyslogServer(
                    "192.0.2.9", 514, Logging.Protocol.UDP, Logging.Format.RFC5424, Machines.SPAN)),
            Optional.of(
                new Logging.Netconsole(
                    "192.0.2.9", 6666, "lan0", Optional.empty(), Machines.SPAN))),
        List.of(
            new FileSpec(
                new UnixPath("/etc/motd"),
                new FileSpec.Body.Text("hello"),
                Optional.of(new Mode(0644)),
                Optional.of("root"),
                Optional.of("root"),
                Machines.SPAN),
            new FileSpec(
                new UnixPath("/etc/x"),
                new FileSpec.Body.Link("motd"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Machines.SPAN)),
        new RootfsSpec(
            RootfsSpec.Filesystem.SQUASHFS,
            new RootfsSpec.SquashfsCompression(RootfsSpec.Codec.ZSTD, 15, 1 << 17),
            RootfsSpec.Delivery.INITRD,
            List.of(),
            RootfsSpec.Writable.TMPFS,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Machines.SPAN),
        new Vm(512, 1, List.of(new Vm.Forward(2222, 22)), 0),
        List.of(
            new TestStep(
                new TestStep.Action.Screenshot("up.png"), Optional.empty(), Machines.SPAN)));
  }

  private static Service service() {
    return new Service(
        "web",
        List.of(Machines.at("/usr/bin/web")),
        false,
        List.of(Machines.at("prepare")),
        Service.Restart.ALWAYS,
        Optional.of(Machines.at("me")),
        Optional.of(Machines.at("wheel")),
        new UnixPath("/srv"),
        new TreeMap<>(Map.of("LEVEL", "info")),
        Optional.of(new Service.Ready.Port(80)),
        Service.StopSignal.TERM,
        Service.Log.FILE,
        Machines.SPAN);
  }

  private static BuildPlan plan(Machine machine) {
    return new BuildPlan(
        machine,
        7,
        new BuildPlan.KernelPlan.Prebuilt(TOOL, Optional.of(TOOL), Optional.of(TOOL)),
        TOOL,
        List.of(
            new BuildPlan.PackagePlan(
                machine.packages().isEmpty() ? packageSpec() : machine.packages().getFirst(),
                List.of(deb("1")))),
        List.of(),
        List.of(TOOL));
  }

  private static PackageSpec packageSpec() {
    return Machines.debs("app");
  }

  private static Pin.Deb deb(String version) {
    return new Pin.Deb("app", version, "amd64", URI.create("http://h/a"), "a", DIGEST, 3);
  }

  private static String id(Machine machine) {
    return PlanDigest.of(plan(machine), SystemIds.NONE, 1).buildId();
  }

  /** A record that differs from another in one place. */
  private record Changed(String where, Object value) {}

  private static Stream<Changed> changes(String where, Object value) {
    return switch (value) {
      case Span span -> Stream.empty();
      case Path path -> Stream.empty();
      case Record record -> recordChanges(where, record);
      case String text -> Stream.of(text + "x", other(text)).map(v -> new Changed(where, v));
      case Boolean bool -> Stream.of(new Changed(where, !bool));
      case Integer number -> Stream.of(number + 1, number * 2).map(v -> new Changed(where, v));
      case Long number -> Stream.of(new Changed(where, number + 1));
      case Digest digest -> Stream.of(new Changed(where, Digest.of(digest.bytes())));
      case URI uri -> Stream.of(new Changed(where, URI.create(uri + "x")));
      case OptionalLong some -> Stream.of(new Changed(where, OptionalLong.empty()));
      case Enum<?> constant ->
          Arrays.stream(constant.getDeclaringClass().getEnumConstants())
              .filter(c -> c != constant)
              .map(c -> new Changed(where, c));
      case Optional<?> some ->
          some.stream()
              .flatMap(v ->
                  Stream.concat(
                      Stream.of(new Changed(where, Optional.empty())),
                      changes(where, v).map(c -> new Changed(c.where(), Optional.of(c.value())))));
      case List<?> list -> listChanges(where, list);
      case Map<?, ?> map -> mapChanges(where, map);
      default -> throw new AssertionError(where + ": what is a " + value.getClass());
    };
  }

  /** Another digest, for strings that must be one. */
  private static String other(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex();
  }

  private static Stream<Changed> listChanges(String where, List<?> list) {
    List<Changed> all = new ArrayList<>();
    all.add(new Changed(where, List.of()));
    for (int i = 0; i < list.size(); i++) {
      int at = i;
      changes(where + "[" + i + "]", list.get(i))
          .forEach(c -> {
            List<Object> copy = new ArrayList<>(list);
            copy.set(at, c.value());
            all.add(new Changed(c.where(), copy));
          });
    }
    return all.stream().filter(c -> !c.value().equals(list));
  }

  private static Stream<Changed> mapChanges(String where, Map<?, ?> map) {
    List<Changed> all = new ArrayList<>();
    all.add(new Changed(where, new TreeMap<>()));
    map.forEach((key, value) ->
        changes(where + "{" + key + "}", value)
            .forEach(c -> {
              Map<Object, Object> copy = new TreeMap<>(map);
              copy.put(key, c.value());
              all.add(new Changed(c.where(), copy));
            }));
    return all.stream();
  }

  private static Stream<Changed> recordChanges(String where, Record record) {
    List<Changed> all = new ArrayList<>();
    RecordComponent[] components = record.getClass().getRecordComponents();
    Object[] values = Arrays.stream(components).map(c -> read(record, c)).toArray();
    for (int i = 0; i < components.length; i++) {
      int at = i;
      List<Changed> here = new ArrayList<>();
      List<Changed> tried = changes(where + "." + components[i].getName(), values[i]).toList();
      for (Changed change : tried) {
        Object[] copy = values.clone();
        copy[at] = change.value();
        rebuild(record, copy).ifPresent(r -> here.add(new Changed(change.where(), r)));
      }
      assertThat(here.isEmpty() && !tried.isEmpty()).as(where + components[i]).isFalse();
      all.addAll(here);
    }
    return all.stream();
  }

  private static Object read(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** The record with other values, unless it refuses them. */
  private static Optional<Object> rebuild(Record record, Object[] values) {
    try {
      Class<?>[] types =
          Arrays.stream(record.getClass().getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      Constructor<?> constructor = record.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return Optional.of(constructor.newInstance(values));
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }

  @Test
  void every_leaf_of_a_machine_but_epoch_and_those_of_vm_and_tests_changes_the_build_id() {
    String id = id(full());
    List<Changed> changes = recordChanges("", full()).toList();

    assertThat(changes).hasSizeGreaterThan(80);
    for (Changed change : changes) {
      // The plan has its own epoch, which may come from the environment.
      boolean same =
          change.where().equals(".epoch")
              || change.where().startsWith(".vm")
              || change.where().startsWith(".tests");
      assertThat(id((Machine) change.value()).equals(id)).as(change.where()).isEqualTo(same);
    }
  }

  @Test
  void variants_without_components_differ() {
    Machine machine = full();
    List<String> ids =
        Stream.of(new KernelSpec.RootfsModules.All(), new KernelSpec.RootfsModules.None())
            .map(modules -> {
              KernelSpec k = machine.kernel();
              var m = new KernelSpec.Modules(List.of(), modules, List.of());
              return new KernelSpec(k.source(), k.fragments(), k.cmdline(), m, k.span());
            })
            .map(k -> rebuildWith(machine, k))
            .map(PlanDigestTest::id)
            .toList();

    assertThat(ids.get(0)).isNotEqualTo(ids.get(1));
  }

  private static Machine rebuildWith(Machine m, KernelSpec kernel) {
    return new Machine(
        m.folder(),
        m.name(),
        m.machineId(),
        m.arch(),
        m.epoch(),
        kernel,
        m.initrd(),
        m.packages(),
        m.init(),
        m.initCommand(),
        m.services(),
        m.network(),
        m.users(),
        m.ssh(),
        m.logging(),
        m.files(),
        m.rootfs(),
        m.vm(),
        m.tests());
  }

  @Test
  void where_the_manifest_lies_and_what_surrounds_a_value_do_not_count() {
    Machine here = Machines.in(Path.of("/here")).machine();
    Machine there = Machines.in(Path.of("/else/where")).machine();
    Span span = new Span(new SourceText("other.yaml", "   x"), 3, 4);
    Machine moved =
        new Machine(
            there.folder(),
            new Located<>("hello", span),
            there.machineId(),
            there.arch(),
            there.epoch(),
            there.kernel(),
            there.initrd(),
            there.packages(),
            there.init(),
            there.initCommand(),
            there.services(),
            there.network(),
            there.users(),
            there.ssh(),
            there.logging(),
            there.files(),
            there.rootfs(),
            there.vm(),
            there.tests());

    assertThat(id(moved)).isEqualTo(id(here)).hasSize(16);
  }

  @Test
  void inputs_epoch_ids_and_output_version_count() {
    Machine machine = full();
    BuildPlan plan = plan(machine);
    Pin.LocalFile other = new Pin.LocalFile(FOLDER, "tool", Digest.of(new byte[1]), 1);
    Pin.LocalFile elsewhere = new Pin.LocalFile(Path.of("/x"), "tool", DIGEST, 1);
    String id = PlanDigest.of(plan, SystemIds.NONE, 1).buildId();
    SystemIds ids = new SystemIds(new TreeMap<>(Map.of("sshd", 400L)), new TreeMap<>());

    assertThat(PlanDigest.of(plan, SystemIds.NONE, 2).buildId()).isNotEqualTo(id);
    assertThat(PlanDigest.of(plan, ids, 1).buildId()).isNotEqualTo(id);
    assertThat(withBusybox(plan, 8, TOOL)).isNotEqualTo(id);
    assertThat(withBusybox(plan, 7, other)).isNotEqualTo(id);
    assertThat(withBusybox(plan, 7, deb("1"))).isNotEqualTo(id);
    assertThat(withBusybox(plan, 7, deb("1"))).isNotEqualTo(withBusybox(plan, 7, deb("2")));
    assertThat(withBusybox(plan, 7, elsewhere)).isEqualTo(id);
  }

  private static String withBusybox(BuildPlan p, long epoch, Pin busybox) {
    BuildPlan plan =
        new BuildPlan(
            p.machine(), epoch, p.kernel(), busybox, p.packages(), p.files(), p.fragments());
    return PlanDigest.of(plan, SystemIds.NONE, 1).buildId();
  }
}
