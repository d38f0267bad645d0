package oscc.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import oscc.diag.Report;
import oscc.fstree.Content;
import oscc.fstree.FileTree;
import oscc.fstree.Unit;
import oscc.fstree.UnixPath;
import oscc.initrd.Stage1;
import oscc.initrd.Stage1Busybox;
import oscc.kernel.Fragments;
import oscc.kernel.Kernel;
import oscc.kernel.KernelFindings;
import oscc.kernel.LoadableModule;
import oscc.kernel.MissingFirmware;
import oscc.kernel.ModuleSelection;
import oscc.kernel.NeedAnswers;
import oscc.manifest.Machine;
import oscc.manifest.SystemAccount;
import oscc.manifest.SystemIds;
import oscc.resolve.BuildPlan;
import oscc.source.Sources;
import oscc.system.SystemLayer;

/** Lays packages, kernel modules and what follows from them over each other, and makes stage 1. */
public final class GroundworkMaker {
  private final BuildPlan plan;
  private final Machine machine;
  private final Sources sources;
  private final List<SystemAccount> accounts;
  private final Kernel kernel;
  private final SharedParts shared;
  private final Report report;

  /**
   * A maker.
   *
   * @param shared may be those of other machines
   */
  public GroundworkMaker(ImageInput input, SharedParts shared, Report report) {
    this.plan = input.plan();
    this.machine = plan.machine();
    this.sources = input.sources();
    this.accounts = input.accounts();
    this.kernel = input.kernel();
    this.shared = shared;
    this.report = report;
  }

  /**
   * A groundwork that was made; it is worth something only if the report has no errors.
   *
   * @param programs that it finds
   * @param units whose contents the package layer has
   */
  public record Made(Groundwork groundwork, Map<UnixPath, Program> programs, List<Unit> units) {
    public Made {
      programs = Map.copyOf(programs);
      units = List.copyOf(units);
    }

    /** The same when it is known what there is to say of the kernel. */
    public Made with(KernelFindings found) {
      return new Made(groundwork.with(found), programs, units);
    }
  }

  /** Makes it. */
  public Made make(SystemIds ids) throws IOException {
    List<LoadableModule> modules = modules();
    List<Part> parts = parts(modules);
    SharedParts.PackageRoot root = shared.root(inputs(parts, ids));
    root.joined().check(parts, report);
    FileTree packages = root.debian().tree();
    NeedAnswers answers = askKernel(modules, packages);
    parts.add(derived(root));
    List<Unit> units = parts.stream().map(Part::unit).toList();
    Map<UnixPath, Program> programs = ProgramTable.of(parts, root.joined().owners());
    Groundwork groundwork =
        new Groundwork(
            accounts,
            ids,
            new Groundwork.KernelPart(kernel.boot(), answers),
            base(),
            packages,
            units.stream().map(Unit::id).toList(),
            new Groundwork.Findings(
                sources.selections(),
                KernelFindings.NONE,
                root.debian().notes(),
                root.missing(),
                path -> Optional.ofNullable(programs.get(path))));
    return new Made(groundwork, programs, units);
  }

  /**
   * The tree of the packages, and who put what there; nothing of it is checked.
   *
   * @param origins is told
   */
  public FileTree packages(SystemIds ids, Origins origins) throws IOException {
    List<Part> parts = parts(modules());
    PackageJoin.join(Skeleton.tree(machine.arch().value(), plan.epoch()), parts, origins);
    SharedParts.PackageRoot root = shared.root(inputs(parts, ids));
    origins.addDerived(derived(root));
    return root.debian().tree();
  }

  private List<LoadableModule> modules() {
    return ModuleSelection.select(kernel.modules(), machine.kernel().modules(), report);
  }

  /** Packages as the manifest orders them, then the modules, then the indexes made of these. */
  private List<Part> parts(List<LoadableModule> modules) throws IOException {
    List<Part> parts = new ArrayList<>(sources.packages().stream().map(Part::of).toList());
    if (sources.kernel().modules().isPresent()) {
      Unit unit = sources.kernel().modules().get();
      shared.modules().of(unit, kernel.modules(), modules, plan.epoch()).stream()
          .map(part -> new Part(part, machine.kernel().span(), false))
          .forEach(parts::add);
    }
    return parts;
  }

  private Part derived(SharedParts.PackageRoot root) {
    return new Part(root.additions(), machine.init().span(), false);
  }

  private SharedParts.RootInputs inputs(List<Part> parts, SystemIds ids) {
    return new SharedParts.RootInputs(
        machine.arch().value(), plan.epoch(), ids, List.copyOf(parts), sources.packages().size());
  }

  private NeedAnswers askKernel(List<LoadableModule> modules, FileTree packages)
      throws IOException {
    Set<String> loaded = new HashSet<>();
    modules.forEach(m -> loaded.add(m.name()));
    Fragments.check(machine, kernel, loaded, report);
    MissingFirmware.check(kernel.modules(), machine.kernel().modules(), packages, report);
    return NeedAnswers.of(kernel, loaded, machine, SystemLayer.kernelSymbols(machine));
  }

  private FileTree base() throws IOException {
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
}
