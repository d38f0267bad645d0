package oscc.image;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import oscc.debian.ScriptNote;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.fstree.FileTree;
import oscc.kernel.BootImage;
import oscc.kernel.KernelFindings;
import oscc.kernel.NeedAnswers;
import oscc.manifest.Machine;
import oscc.manifest.SystemAccount;
import oscc.manifest.SystemIds;
import oscc.resolve.BuildPlan;
import oscc.source.Selections;
import oscc.store.Digest;
import oscc.system.SystemLayer;

/**
 * What a machine's own layer is laid on, and all that is to be said of it: a function of packages,
 * kernel, stage 1 and the ids of accounts. It names packages by their place in the list, and each
 * machine is told in terms of its own manifest.
 *
 * @param accounts users and groups that the packages bring
 * @param ids of these
 * @param base the first segment of the initrd
 * @param packages the package layer: packages, kernel modules and what is derived from these
 * @param units what the units are known by whose contents that layer has
 */
public record Groundwork(
    List<SystemAccount> accounts,
    SystemIds ids,
    KernelPart kernel,
    FileTree base,
    FileTree packages,
    List<Digest> units,
    Findings findings) {

  public Groundwork {
    accounts = List.copyOf(accounts);
    units = List.copyOf(units);
  }

  /** The kernel, and what it answers to needs of it. */
  record KernelPart(BootImage image, NeedAnswers answers) {}

  /**
   * What is known of the packages beside their files.
   *
   * @param notes of scripts that are not run
   * @param missing loaders and libraries that no part brings
   */
  record Findings(
      Selections selections,
      KernelFindings kernel,
      List<ScriptNote> notes,
      List<LibraryCheck.Missing> missing,
      ProgramTable programs) {
    Findings {
      notes = List.copyOf(notes);
      missing = List.copyOf(missing);
    }
  }

  /** The entries of a manifest for which the units are there, in their order. */
  static List<Span> spans(BuildPlan plan) {
    Machine machine = plan.machine();
    Stream<Span> packages =
        plan.packages().stream()
            .flatMap(entry -> entry.pins().stream().map(pin -> entry.spec().span()));
    // The kernel's modules and their indexes come after the packages.
    Stream<Span> kernel = Stream.of(machine.kernel().span(), machine.kernel().span());
    return Stream.concat(packages, kernel).toList();
  }

  /** The same when it is known what there is to say of the kernel. */
  Groundwork with(KernelFindings found) {
    var all =
        new Findings(
            findings.selections(),
            found,
            findings.notes(),
            findings.missing(),
            findings.programs());
    return new Groundwork(accounts, ids, kernel, base, packages, units, all);
  }

  /** Whether it says all that a machine with these packages and this kernel asks. */
  public boolean suffices(Machine machine) {
    return kernel.answers().cover(machine, SystemLayer.kernelSymbols(machine));
  }

  /** Tells what was found before the first package was laid. */
  public void tellSources(BuildPlan plan, Report report) throws IOException {
    findings.selections().tell(plan, report);
    findings.kernel().tellReading(plan.machine(), report);
  }

  /** Tells what was found of kernel and packages together. */
  public void tellLaying(BuildPlan plan, Report report) throws IOException {
    findings.kernel().tellLaying(plan.machine(), report);
  }
}
