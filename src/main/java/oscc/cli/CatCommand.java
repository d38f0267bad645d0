package oscc.cli;

import java.io.IOException;
import java.nio.file.Path;
import oscc.archive.Stored;
import oscc.commandline.Arguments;
import oscc.commandline.Operand;
import oscc.commandline.Syntax;
import oscc.fstree.UnixPath;
import oscc.inspect.StoredTree;

/** {@code oscc cat}. */
record CatCommand(Surroundings surroundings, Compilers compilers) implements Command {
  @Override
  public Syntax syntax() {
    return Syntax.of("oscc cat", "Print a file of a bundle.")
        .with(InspectArguments.options())
        .taking(
            InspectArguments.MACHINE,
            new Operand("PATH", Operand.Count.ONE, "The file; links are followed."))
        .footer("", "Example: oscc cat out/hello /init --in initrd");
  }

  @Override
  public int run(Arguments given, Answer answer) throws Exception {
    UnixPath path = InspectArguments.path(given.operands().get(1));
    InspectArguments arguments = new InspectArguments(given);
    Path bundle = arguments.bundle(surroundings, compilers, answer);
    StoredTree tree = arguments.tree(bundle);
    Stored entry = tree.open(path).orElseThrow(() -> arguments.missing(path, bundle));
    if (!(entry.thing() instanceof Stored.File file)) {
      throw new IOException("%s is no file".formatted(path));
    }
    file.body().copyTo(surroundings.raw());
    surroundings.raw().flush();
    return ExitCode.DONE.status();
  }
}
