package oscc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import oscc.bundle.Artifact;
import oscc.commandline.Arguments;
import oscc.commandline.UsageException;
import oscc.diag.Rejected;
import oscc.manifest.Machine;
import oscc.manifest.Manifest;

/** What stands for MACHINE: a manifest, or the folder of a bundle. */
sealed interface MachineArgument {

  /** A manifest, from which the bundle can be built. */
  record Described(Manifest manifest) implements MachineArgument {
    /** The folder in which its bundle is. */
    Path bundle(Compilers compilers, Path out, Answer answer) throws IOException, Rejected {
      Optional<Machine> machine = compilers.check(manifest, answer.report());
      String name = machine.orElseThrow(Rejected::new).name().value();
      return out.resolve(name);
    }
  }

  /** A bundle as it is. */
  record Bundle(Path folder) implements MachineArgument {}

  /** Finds out which of the two a word is. */
  static MachineArgument of(String word, Arguments given) throws UsageException {
    Manifest manifest = CommonOptions.manifest(word, given);
    Path path = manifest.file();
    if (isBundle(path)) {
      if (!manifest.profiles().isEmpty()) {
        throw new UsageException("--profile wants a manifest, and %s is a bundle".formatted(path));
      }
      return new Bundle(path);
    }
    if (Files.isDirectory(path)) {
      throw new UsageException(
          "%s is a folder without %s; MACHINE is a manifest or a bundle's folder"
              .formatted(path, Artifact.BUNDLE_JSON));
    }
    if (!Files.exists(path)) {
      throw new UsageException(
          "%s is not there; MACHINE is a manifest or a bundle's folder".formatted(path));
    }
    return new Described(manifest);
  }

  private static boolean isBundle(Path path) {
    return Files.isRegularFile(path.resolve(Artifact.BUNDLE_JSON.fileName()));
  }
}
