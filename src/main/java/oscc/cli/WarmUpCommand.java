package oscc.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import oscc.bundle.Artifact;
import oscc.bundle.BuildId;
import oscc.bundle.BundleJson;
import oscc.bundle.VmSettings;
import oscc.commandline.Arguments;
import oscc.commandline.Syntax;
import oscc.manifest.Arch;
import oscc.manifest.OsccVersion;

/**
 * What the launcher runs to record which classes a start loads, for the JDK's AOT cache. It walks
 * through the commands in a folder of its own; how they end does not matter.
 */
record WarmUpCommand(Surroundings surroundings, Compilers compilers) implements Command {
  private static final BundleJson BUNDLE =
      new BundleJson(
          "pinned",
          new BuildId("0123456789abcdef"),
          OsccVersion.TEXT,
          Arch.X86_64.key(),
          List.of(),
          "",
          0,
          new VmSettings(512, 1, List.of(), 0),
          Optional.empty());

  @Override
  public Syntax syntax() {
    return Syntax.of("oscc warm-up", "Record a start for the AOT cache.");
  }

  @Override
  public int run(Arguments given, Answer answer) throws Exception {
    Path folder = Files.createTempDirectory("oscc-warm-up");
    try {
      String manifest = folder.resolve("sample.yaml").toString();
      String store = folder.resolve("store").toString();
      String out = folder.resolve("out").toString();
      quietly("init", "sample", "--dir", folder.toString());
      quietly("check", manifest);
      quietly("check", "--format", "json", manifest);
      quietly("build", "--offline", "--store", store, "--out", out, manifest);
      String pinned = pinned(folder, folder.resolve("out/pinned")).toString();
      quietly("build", "--offline", "--store", store, "--out", out, pinned);
      quietly("build", "--help");
      quietly("doctor", "--store", store);
    } finally {
      remove(folder);
    }
    return ExitCode.DONE.status();
  }

  /**
   * A manifest that can be pinned without a network, and a bundle of its name: the build looks
   * whether anything changed, and ends at the kernel.
   */
  private static Path pinned(Path folder, Path bundle) throws IOException {
    Files.createFile(folder.resolve("kernel"));
    Files.createFile(folder.resolve("busybox"));
    Files.createDirectories(folder.resolve("tree/etc"));
    Files.writeString(folder.resolve("oscc.lock"), "{\"version\": 1}\n");
    Files.createDirectories(bundle);
    Files.writeString(bundle.resolve(Artifact.BUNDLE_JSON.fileName()), BUNDLE.text());
    String manifest =
        """
        oscc: 1
        name: pinned
        kernel: {prebuilt: {image: kernel}}
        initrd: {busybox: {file: busybox}}
        packages: [{dir: tree}]
        init: busybox
        users: [{name: root}]
        """;
    return Files.writeString(folder.resolve("pinned.yaml"), manifest);
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
