package oscc.image;

import java.util.Optional;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.fstree.LayeredTree;
import oscc.fstree.Node;
import oscc.fstree.UnixPath;
import oscc.manifest.Arch;

/**
 * Proves at build time what the machine otherwise says at boot, such as {@code No working init
 * found}: that a program is there, may be executed, is of the right machine, and has its
 * interpreter.
 */
final class ProgramCheck {
  private final LayeredTree tree;
  private final Arch arch;
  private final ProgramTable programs;
  private final Report report;

  /** A program that the machine will start, the code of what is wrong with it, and who wants it. */
  record Wanted(UnixPath path, Code code, Span span) {}

  /**
   * @param programs of the packages
   */
  ProgramCheck(LayeredTree tree, Arch arch, ProgramTable programs, Report report) {
    this.tree = tree;
    this.arch = arch;
    this.programs = programs;
    this.report = report;
  }

  /** Checks one program. */
  void check(Wanted wanted) {
    UnixPath path = wanted.path();
    Optional<UnixPath> real = tree.resolve(path);
    Optional<Node.Inode> inode = real.flatMap(tree::inode);
    if (inode.isEmpty()) {
      error(wanted, "the root has no `%s`".formatted(path), "add the package that brings it");
      return;
    }
    if (!(inode.get() instanceof Node.RegularFile file)) {
      error(wanted, "`%s` is no regular file".formatted(path), "it must be a program");
      return;
    }
    if (!file.attributes().mode().isExecutable()) {
      String mode = "its mode is %s".formatted(file.attributes().mode());
      error(wanted, "`%s` is not executable".formatted(path), mode);
      return;
    }
    checkProgram(wanted, real.get());
  }

  private void checkProgram(Wanted wanted, UnixPath real) {
    if (tree.upper().find(real).isPresent()) {
      return; // The machine's own file, whatever a package has below it.
    }
    Optional<Program> program = programs.find(real);
    if (program.isPresent()) {
      switch (program.get()) {
        case Program.Elf elf -> checkElf(wanted, elf);
        case Program.Script script -> checkInterpreter(wanted, script.interpreter());
      }
    }
  }

  private void checkElf(Wanted wanted, Program.Elf elf) {
    if (elf.machine() != arch.elfMachine()) {
      error(
          wanted,
          "`%s` is a program for another machine".formatted(wanted.path()),
          "ELF machine %d, and %s is %d".formatted(elf.machine(), arch.key(), arch.elfMachine()));
      return;
    }
    elf.interpreter().ifPresent(loader -> checkInterpreter(wanted, loader));
  }

  private void checkInterpreter(Wanted wanted, String interpreter) {
    boolean there =
        UnixPath.isNormal(interpreter) && tree.open(new UnixPath(interpreter)).isPresent();
    if (!there) {
      error(
          wanted,
          "`%s` needs `%s`, which the root does not have".formatted(wanted.path(), interpreter),
          "add the package that brings it");
    }
  }

  private void error(Wanted wanted, String message, String help) {
    report.error(wanted.code(), wanted.span(), message).help(help);
  }
}
