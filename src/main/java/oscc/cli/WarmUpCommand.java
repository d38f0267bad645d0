package oscc.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import oscc.commandline.Arguments;
import oscc.commandline.Syntax;

/**
 * What the launcher runs to record which classes a start loads, for the JDK's AOT cache. It walks
 * through the commands in a folder of its own; how they end does not matter.
 */
record WarmUpCommand(Surroundings surroundings, Compilers compilers) implements Command {
  private static final int EDITS = 2;

  @Override
  public Syntax syntax() {
    return Syntax.of("oscc warm-up", "Record a start for the AOT cache.");
  }

  @Override
  public int run(Arguments given, Answer answer) throws Exception {
    Path folder = Files.createTempDirectory("oscc-warm-up");
    try {
      String manifest = folder.resolve("sample.yaml").toString();
      quietly("init", "sample", "--dir", folder.toString());
      quietly("check", manifest);
      quietly("check", "--format", "json", manifest);
      quietly("build", "--help");
      build(folder);
      quietly("doctor", "--store", folder.resolve("store").toString());
    } finally {
      remove(folder);
    }
    return ExitCode.DONE.status();
  }

  /** The builds that people run again and again: anew, unchanged, edited, with a package more. */
  private void build(Path folder) throws IOException {
    SampleMachine sample = SampleMachine.make(folder, folder.resolve("store"));
    for (int i = 0; i < EDITS; i++) {
      build(folder, sample.manifest("hello " + i, ""));
    }
    build(folder, folder.resolve("pinned.yaml"));
    build(folder, sample.manifest("hello", "  - dir: more\n"));
  }

  private void build(Path folder, Path manifest) {
    String store = folder.resolve("store").toString();
    String out = folder.resolve("out").toString();
    quietly("build", "--offline", "--store", store, "--out", out, manifest.toString());
  }

  private void quietly(String... args) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    var silence =
        new Surroundings(
            nowhere,
            nowhere,
            surroundings.in(),
            surroundings.environment(),
            surroundings.terminal());
    new Main(silence, compilers).run(args);
  }

  private static void remove(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
