package oscc.image;

import java.util.List;
import java.util.Optional;
import oscc.diag.Code;
import oscc.diag.Report;
import oscc.diag.Span;
import oscc.fstree.FileTree;
import oscc.fstree.Node;
import oscc.fstree.Survey.ElfFile;
import oscc.fstree.Survey.Script;
import oscc.fstree.Unit;
import oscc.fstree.UnixPath;
import oscc.manifest.Arch;

/**
 * Proves at build time what the kernel otherwise says at boot with {@code No working init found}:
 * that the program is there, may be executed, is of the right machine, and has its interpreter.
 */
final class InitCheck {
  private final FileTree tree;
  private final Arch arch;
  private final List<Unit> units;
  private final Report report;

  InitCheck(FileTree tree, Arch arch, List<Unit> units, Report report) {
    this.tree = tree;
    this.arch = arch;
    this.units = units;
    this.report = report;
  }

  /** Checks the program that the kernel or stage 1 starts at {@code path}. */
  void check(UnixPath path, Span span) {
    Optional<UnixPath> real = tree.resolve(path);
    Optional<Node.Inode> inode = real.flatMap(tree::inode);
    if (inode.isEmpty()) {
      error(span, "the root has no `%s`".formatted(path), "add the package that brings it");
      return;
    }
    if (!(inode.get() instanceof Node.RegularFile file)) {
      error(span, "`%s` is no regular file".formatted(path), "it must be a program");
      return;
    }
    if (!file.attributes().mode().isExecutable()) {
      String mode = "its mode is %s".formatted(file.attributes().mode());
      error(span, "`%s` is not executable".formatted(path), mode);
      return;
    }
    checkProgram(path, real.get(), span);
  }

  private void checkProgram(UnixPath path, UnixPath real, Span span) {
    Optional<ElfFile> elf =
        units.stream()
            .flatMap(u -> u.survey().elves().stream())
            .filter(e -> e.path().equals(real))
            .findFirst();
    if (elf.isPresent()) {
      checkElf(path, elf.get(), span);
      return;
    }
    Optional<Script> script =
        units.stream()
            .flatMap(u -> u.survey().scripts().stream())
            .filter(s -> s.path().equals(real))
            .findFirst();
    if (script.isPresent()) {
      checkInterpreter(path, script.get().interpreter(), span);
    }
  }

  private void checkElf(UnixPath path, ElfFile elf, Span span) {
    if (elf.machine() != arch.elfMachine()) {
      error(
          span,
          "`%s` is a program for another machine".formatted(path),
          "ELF machine %d, and %s is %d".formatted(elf.machine(), arch.key(), arch.elfMachine()));
      return;
    }
    elf.interpreter().ifPresent(loader -> checkInterpreter(path, loader, span));
  }

  private void checkInterpreter(UnixPath path, String interpreter, Span span) {
    boolean there =
        UnixPath.isNormal(interpreter) && tree.open(new UnixPath(interpreter)).isPresent();
    if (!there) {
      error(
          span,
          "`%s` needs `%s`, which the root does not have".formatted(path, interpreter),
          "add the package that brings it");
    }
  }

  private void error(Span span, String message, String help) {
    report.error(Code.OS0754, span, message).help(help);
  }
}
