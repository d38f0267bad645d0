package oscc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import oscc.commandline.Arguments;
import oscc.commandline.Operand;
import oscc.commandline.Option;
import oscc.commandline.UsageException;
import oscc.fstree.UnixPath;
import oscc.inspect.BundlePart;
import oscc.inspect.BundleTrees;
import oscc.inspect.StoredTree;

/** What the commands that look into a bundle have in common: which bundle, and where in it. */
record InspectArguments(Arguments given) {
  private static final Option<BundlePart> IN =
      Option.of(
          "--in",
          "PART",
          BundlePart.ROOT,
          InspectArguments::part,
          "Look into initrd, machine, rootfs, or root: what the machine sees (default).");
  private static final Option<Boolean> NO_BUILD =
      Option.flag("--no-build", "Look into the bundle that is there.");

  static final Operand MACHINE =
      new Operand(
          "MACHINE", Operand.Count.ONE, "A manifest, which is built first, or a bundle's folder.");

  /** The options of such a command. */
  static List<Option<?>> options() {
    List<Option<?>> options = new ArrayList<>(CompileArguments.OPTIONS);
    options.addAll(BuildArguments.OPTIONS);
    options.addAll(List.of(IN, NO_BUILD));
    return options;
  }

  private static BundlePart part(String word) throws UsageException {
    return Stream.of(BundlePart.values())
        .filter(p -> p.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new UsageException(
                "--in wants one of %s, not `%s`"
                    .formatted(
                        Stream.of(BundlePart.values())
                            .map(BundlePart::word)
                            .collect(Collectors.joining(", ")),
                        word)));
  }

  BundlePart part() {
    return given.get(IN);
  }

  /** The bundle, built if need be; what building has to say goes to standard error. */
  Path bundle(Surroundings surroundings, Compilers compilers, Answer answer) throws Exception {
    return switch (MachineArgument.of(given.operand(), given)) {
      case MachineArgument.Bundle(Path folder) -> folder;
      case MachineArgument.Described machine -> {
        Path folder = machine.bundle(compilers, given.get(CommonOptions.OUT), answer);
        if (!given.get(NO_BUILD)) {
          // Building reads the manifest again and would say every warning twice.
          answer.forgetDiagnostics();
          answer.speakAside();
          new BuildArguments(given)
              .build(surroundings, compilers, List.of(machine.manifest()), answer);
        }
        yield folder;
      }
    };
  }

  /** What the part of the bundle holds. */
  StoredTree tree(Path bundle) throws IOException {
    return BundleTrees.read(bundle, part());
  }

  /** A path as it was given, with or without the slash in front, made normal. */
  static UnixPath path(String text) throws UsageException {
    String normal = Path.of("/" + text).normalize().toString();
    if (text.isEmpty() || !UnixPath.isNormal(normal)) {
      throw new UsageException("`%s` is no path".formatted(text));
    }
    return new UnixPath(normal);
  }

  /** A path that leads nowhere. */
  IOException missing(UnixPath path, Path bundle) {
    return new IOException("%s is not in the %s of %s".formatted(path, part().word(), bundle));
  }
}
