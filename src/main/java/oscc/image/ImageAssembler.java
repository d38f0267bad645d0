package oscc.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import oscc.bundle.BuildId;
import oscc.bundle.ReadyLine;
import oscc.diag.Code;
import oscc.diag.Located;
import oscc.diag.Report;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.LayeredTree;
import oscc.fstree.Unit;
import oscc.fstree.UnixPath;
import oscc.initrd.DiskPrograms;
import oscc.initrd.Stage1;
import oscc.initrd.Stage1Busybox;
import oscc.kernel.Fragments;
import oscc.kernel.Kernel;
import oscc.kernel.KernelNeed;
import oscc.kernel.KernelRequirements;
import oscc.kernel.LoadableModule;
import oscc.kernel.MissingFirmware;
import oscc.kernel.ModuleSelection;
import oscc.manifest.Locator;
import oscc.manifest.Machine;
import oscc.manifest.Service;
import oscc.manifest.SystemAccount;
import oscc.manifest.SystemIds;
import oscc.resolve.BuildPlan;
import oscc.resolve.Pin;
import oscc.source.Sources;
import oscc.store.Blob;
import oscc.system.MachineLayer;
import oscc.system.SystemInput;
import oscc.system.SystemLayer;

/** Joins packages, kernel, system and stage 1 into an image. */
public final class ImageAssembler {
  /** What stage 1, or the kernel by way of {@code /init}, starts. */
  private static final UnixPath INIT = new UnixPath("/sbin/init");

  private final BuildPlan plan;
  private final Machine machine;
  private final Sources sources;
  private final List<SystemAccount> accounts;
  private final Kernel kernel;
  private final Report report;

  public ImageAssembler(ImageInput input, Report report) {
    this.plan = input.plan();
    this.machine = plan.machine();
    this.sources = input.sources();
    this.accounts = input.accounts();
    this.kernel = input.kernel();
    this.report = report;
  }

  /**
   * The image; it is worth something only if the report has no errors afterwards.
   *
   * @param shared may be those of other machines
   */
  public Image assemble(SystemIds ids, BuildId build, SharedParts shared) throws IOException {
    List<LoadableModule> modules =
        ModuleSelection.select(kernel.modules(), machine.kernel().modules(), report);
    List<Part> parts = parts(modules, shared.modules());
    SharedParts.PackageRoot root = shared.root(inputs(parts, ids));
    root.joined().check(parts, report);
    root.debian().check(sources.packages(), report);
    parts.add(new Part(root.additions(), machine.init().span(), false));
    FileTree packages = root.debian().tree();
    MachineLayer layer = SystemLayer.assemble(input(packages, ids, build, shared), report);
    String cmdline = CommandLine.of(machine, build);
    CommandLine.check(cmdline, machine, kernel, report);
    checkKernel(modules, packages);
    LibraryCheck.report(root.missing(), parts, report);
    checkPrograms(root, parts, layer);
    DiskPrograms.check(machine.rootfs(), packages, report);
    return new Image(
        machine,
        build,
        plan.epoch(),
        kernel,
        cmdline,
        base(shared),
        root(packages, parts, layer),
        layer);
  }

  /** Who puts what into the image's root; nothing of it is checked. */
  public Origins.Told origins(SystemIds ids, BuildId build, SharedParts shared) throws IOException {
    List<LoadableModule> modules =
        ModuleSelection.select(kernel.modules(), machine.kernel().modules(), report);
    List<Part> parts = parts(modules, shared.modules());
    Origins origins = new Origins();
    PackageJoin.join(Skeleton.tree(machine.arch().value(), plan.epoch()), parts, origins);
    SharedParts.PackageRoot root = shared.root(inputs(parts, ids));
    origins.addDerived(new Part(root.additions(), machine.init().span(), false));
    FileTree packages = root.debian().tree();
    MachineLayer layer = SystemLayer.assemble(input(packages, ids, build, shared), report);
    FileTree whole = FileTree.builder(0).addAll(layer.under(packages)).addAll(layer.tree()).build();
    return new Origins.Told(whole, packages, layer, origins);
  }

  /** Packages as the manifest orders them, then the modules, then the indexes made of these. */
  private List<Part> parts(List<LoadableModule> modules, ModuleParts moduleParts)
      throws IOException {
    List<Part> parts = new ArrayList<>(sources.packages().stream().map(Part::of).toList());
    if (sources.kernel().modules().isPresent()) {
      Unit unit = sources.kernel().modules().get();
      moduleParts.of(unit, kernel.modules(), modules, plan.epoch()).stream()
          .map(part -> new Part(part, machine.kernel().span(), false))
          .forEach(parts::add);
    }
    return parts;
  }

  private SharedParts.RootInputs inputs(List<Part> parts, SystemIds ids) {
    return new SharedParts.RootInputs(
        machine.arch().value(), plan.epoch(), ids, List.copyOf(parts), sources.packages().size());
  }

  private SystemInput input(FileTree packages, SystemIds ids, BuildId build, SharedParts shared) {
    Map<Locator.LocalFile, Content> hostFiles = new HashMap<>();
    for (BuildPlan.FilePin file : plan.files()) {
      Pin.LocalFile pin = file.pin();
      hostFiles.put(file.file(), Content.of(new Blob(pin.path(), pin.digest(), pin.size())));
    }
    return new SystemInput(
        machine,
        packages,
        hostFiles,
        accounts,
        ids,
        plan.epoch(),
        new ReadyLine(machine.name().value(), build).text(),
        build.hex(),
        program -> shared.busybox(program).applets());
  }

  private FileTree base(SharedParts shared) throws IOException {
    return switch (machine.rootfs().filesystem()) {
      case SQUASHFS -> {
        ModuleSelection.checkNames(machine.kernel().modules().initrd(), kernel.modules(), report);
        Content program = sources.busybox();
        Stage1Busybox busybox = shared.busybox(program).stage1(program, machine);
        yield Stage1.base(machine, kernel.modules(), busybox, plan.epoch(), report);
      }
      case INITRAMFS -> Stage1.initramfsBase(plan.epoch());
    };
  }

  private Root root(FileTree packages, List<Part> parts, MachineLayer layer) {
    return switch (machine.rootfs().filesystem()) {
      case SQUASHFS -> new Root.Squashfs(packages, parts.stream().map(Part::unit).toList());
      case INITRAMFS -> {
        checkXattrs(packages);
        yield new Root.Initramfs(layer.under(packages));
      }
    };
  }

  private void checkKernel(List<LoadableModule> modules, FileTree packages) throws IOException {
    Set<String> loaded = new HashSet<>();
    modules.forEach(m -> loaded.add(m.name()));
    KernelRequirements.check(machine, kernel, needsOfInit(), loaded, report);
    Fragments.check(machine, kernel, loaded, report);
    MissingFirmware.check(kernel.modules(), machine.kernel().modules(), packages, report);
  }

  private List<KernelNeed> needsOfInit() {
    String by = "init: " + machine.init().value().key();
    return SystemLayer.kernelSymbols(machine).stream()
        .map(symbol -> new KernelNeed(symbol, KernelNeed.Form.IN_ROOT, by, machine.init().span()))
        .toList();
  }

  /** A program may be a package's, or the machine layer's link to one, or a file of the layer. */
  private void checkPrograms(SharedParts.PackageRoot root, List<Part> parts, MachineLayer layer) {
    LayeredTree whole = new LayeredTree(root.debian().tree(), layer.tree(), layer.removed());
    Map<UnixPath, Integer> owners = root.joined().owners();
    ProgramCheck check =
        new ProgramCheck(
            whole,
            machine.arch().value(),
            path -> Optional.ofNullable(owners.get(path)).map(i -> parts.get(i).unit().survey()),
            report);
    List<Located<String>> command = machine.initCommand();
    check.check(
        command.isEmpty()
            ? new ProgramCheck.Wanted(INIT, Code.OS0754, machine.init().span())
            : wanted(command.getFirst(), Code.OS0754));
    for (Service service : machine.services().values()) {
      for (Located<String> program : service.programs()) {
        check.check(wanted(program, Code.OS0622));
      }
    }
  }

  private static ProgramCheck.Wanted wanted(Located<String> program, Code code) {
    return new ProgramCheck.Wanted(new UnixPath(program.value()), code, program.span());
  }

  private void checkXattrs(FileTree packages) {
    for (FileTree.Entry entry : packages) {
      if (!packages.inode(entry.node()).attributes().xattrs().isEmpty()) {
        report
            .error(
                Code.OS0756,
                machine.rootfs().span(),
                "an initramfs cannot keep the extended attributes of `%s`".formatted(entry.path()))
            .help("use `filesystem: squashfs`, or `exclude` the file from its package");
      }
    }
  }
}
