package oscc.image;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oscc.bundle.BuildId;
import oscc.bundle.ReadyLine;
import oscc.debian.ScriptNote;
import oscc.diag.Code;
import oscc.diag.Located;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.LayeredTree;
import oscc.fstree.UnixPath;
import oscc.initrd.DiskPrograms;
import oscc.kernel.BootImage;
import oscc.kernel.KernelNeed;
import oscc.kernel.KernelRequirements;
import oscc.manifest.Locator;
import oscc.manifest.Machine;
import oscc.manifest.Service;
import oscc.manifest.SystemAccount;
import oscc.manifest.SystemIds;
import oscc.resolve.BuildPlan;
import oscc.resolve.Pin;
import oscc.store.Blob;
import oscc.system.MachineLayer;
import oscc.system.SystemInput;
import oscc.system.SystemLayer;

/** Lays a machine's own files on its groundwork, and makes an image of both. */
public final class ImageAssembler {
  /** What stage 1, or the kernel by way of {@code /init}, starts. */
  private static final UnixPath INIT = new UnixPath("/sbin/init");

  private final BuildPlan plan;
  private final Machine machine;
  private final SharedParts shared;
  private final Report report;

  /**
   * An assembler.
   *
   * @param shared may be those of other machines
   */
  public ImageAssembler(BuildPlan plan, SharedParts shared, Report report) {
    this.plan = plan;
    this.machine = plan.machine();
    this.shared = shared;
    this.report = report;
  }

  /**
   * The image; it is worth something only if the report has no errors afterwards.
   *
   * @param units of the groundwork
   */
  public Image assemble(Groundwork ground, LayerUnits.Source units, BuildId build)
      throws IOException {
    List<Span> spans = Groundwork.spans(plan);
    ScriptNote.tell(ground.findings().notes(), spans, report);
    FileTree packages = ground.packages();
    MachineLayer layer = layer(packages, ground.accounts(), ground.ids(), build);
    String cmdline = CommandLine.of(machine, build);
    BootImage kernel = ground.kernel().image();
    CommandLine.check(cmdline, machine, kernel, report);
    KernelRequirements.check(machine, ground.kernel().answers(), needsOfInit(), report);
    LibraryCheck.report(ground.findings().missing(), spans, report);
    checkPrograms(ground, layer);
    DiskPrograms.check(machine.rootfs(), packages, report);
    Root root = root(ground, new LayerUnits(ground.units(), units), layer);
    return new Image(machine, build, plan.epoch(), kernel, cmdline, ground.base(), root, layer);
  }

  /** Who puts what into the root of an image; nothing of it is checked. */
  public Origins.Told origins(ImageInput input, SystemIds ids, BuildId build) throws IOException {
    Origins origins = new Origins();
    FileTree packages = new GroundworkMaker(input, shared, report).packages(ids, origins);
    MachineLayer layer = layer(packages, input.accounts(), ids, build);
    FileTree whole = FileTree.builder(0).addAll(layer.under(packages)).addAll(layer.tree()).build();
    return new Origins.Told(whole, packages, layer, origins);
  }

  private MachineLayer layer(
      FileTree packages, List<SystemAccount> accounts, SystemIds ids, BuildId build)
      throws IOException {
    Map<Locator.LocalFile, Content> hostFiles = new HashMap<>();
    for (BuildPlan.FilePin file : plan.files()) {
      Pin.LocalFile pin = file.pin();
      hostFiles.put(file.file(), Content.of(new Blob(pin.path(), pin.digest(), pin.size())));
    }
    SystemInput input =
        new SystemInput(
            machine,
            packages,
            hostFiles,
            accounts,
            ids,
            plan.epoch(),
            new ReadyLine(machine.name().value(), build).text(),
            build.hex(),
            program -> shared.busybox(program).applets());
    return SystemLayer.assemble(input, report);
  }

  private Root root(Groundwork ground, LayerUnits units, MachineLayer layer) {
    return switch (machine.rootfs().filesystem()) {
      case SQUASHFS -> new Root.Squashfs(ground.packages(), units);
      case INITRAMFS -> {
        checkXattrs(ground.packages());
        yield new Root.Initramfs(layer.under(ground.packages()));
      }
    };
  }

  private List<KernelNeed> needsOfInit() {
    String by = "init: " + machine.init().value().key();
    return SystemLayer.kernelSymbols(machine).stream()
        .map(symbol -> new KernelNeed(symbol, KernelNeed.Form.IN_ROOT, by, machine.init().span()))
        .toList();
  }

  /** A program may be a package's, or the machine layer's link to one, or a file of the layer. */
  private void checkPrograms(Groundwork ground, MachineLayer layer) {
    LayeredTree whole = new LayeredTree(ground.packages(), layer.tree(), layer.removed());
    ProgramCheck check =
        new ProgramCheck(whole, machine.arch().value(), ground.findings().programs(), report);
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
