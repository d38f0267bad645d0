package oscc.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import oscc.archive.Stored;
import oscc.commandline.Arguments;
import oscc.commandline.Operand;
import oscc.commandline.Option;
import oscc.commandline.Syntax;
import oscc.commandline.UsageException;
import oscc.fstree.UnixPath;
import oscc.inspect.StoredTree;
import oscc.json.JsonValue;

/** {@code oscc ls}. */
record LsCommand(Surroundings surroundings, Compilers compilers) implements Command {
  private static final Option<Boolean> LONG =
      Option.flag("--long", "Say type, permissions, owner and size too.").or("-l");
  private static final Option<Boolean> RECURSIVE =
      Option.flag("--recursive", "List all that is below PATH, with its whole path.").or("-R");

  @Override
  public Syntax syntax() {
    return Syntax.of("oscc ls", "List the files in a bundle.")
        .with(InspectArguments.options())
        .with(LONG, RECURSIVE, CommonOptions.FORMAT)
        .taking(
            InspectArguments.MACHINE,
            new Operand("PATH", Operand.Count.ANY, "Where in it (default: /)."))
        .footer("", "Example: oscc ls -l manifests/hello.yaml /etc");
  }

  @Override
  public int run(Arguments given, Answer answer) throws Exception {
    if (given.operands().size() > 2) {
      throw new UsageException("give one PATH or none");
    }
    UnixPath path =
        given.operands().size() == 1
            ? UnixPath.ROOT
            : InspectArguments.path(given.operands().get(1));
    InspectArguments arguments = new InspectArguments(given);
    Path bundle = arguments.bundle(surroundings, compilers, answer);
    StoredTree tree = arguments.tree(bundle);
    List<Stored> entries = entries(tree, path, given.get(RECURSIVE));
    if (entries.isEmpty() && tree.open(path).isEmpty()) {
      throw arguments.missing(path, bundle);
    }
    answer.add("entries", new JsonValue.Arr(entries.stream().map(this::json).toList()));
    if (given.get(CommonOptions.FORMAT) == Answer.Format.TEXT) {
      for (Stored entry : entries) {
        String name = given.get(RECURSIVE) ? entry.path().value() : name(entry);
        surroundings.out().println(given.get(LONG) ? new StoredLine(entry).text(name) : name);
      }
    }
    return ExitCode.DONE.status();
  }

  private JsonValue json(Stored entry) {
    return new StoredLine(entry).json();
  }

  private static String name(Stored entry) {
    return entry.path().isRoot() ? "/" : entry.path().name();
  }

  /** What is in the folder that a path leads to; of what is no folder, itself. */
  private static List<Stored> entries(StoredTree tree, UnixPath path, boolean recursive) {
    Optional<Stored> there = tree.open(path);
    if (there.isPresent() && there.get().thing() instanceof Stored.Folder) {
      UnixPath folder = there.get().path();
      return recursive ? tree.below(folder) : tree.children(folder);
    }
    // A link to what is not there is still something to list.
    return tree.find(path).or(() -> there).stream().toList();
  }
}
