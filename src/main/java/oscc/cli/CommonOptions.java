package oscc.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import oscc.commandline.Arguments;
import oscc.commandline.Option;
import oscc.commandline.UsageException;
import oscc.manifest.Manifest;

/** Options that several commands have. */
final class CommonOptions {
  static final Option<Answer.Format> FORMAT =
      Option.of(
          "--format",
          "FORMAT",
          Answer.Format.TEXT,
          CommonOptions::format,
          "What standard output gets: text, or json for one document.");

  static final Option<Path> OUT =
      Option.of(
          "--out", "DIR", Path.of("out"), Path::of, "Bundles are in DIR/NAME (default: ./out).");

  static final Option<Optional<Path>> STORE =
      Option.of(
          "--store",
          "DIR",
          Optional.empty(),
          text -> Optional.of(Path.of(text)),
          "Keep downloads and work there (default: $XDG_CACHE_HOME/oscc).");

  static final Option<List<String>> PROFILE =
      Option.words(
          "--profile", "NAME", "Lay this profile over the manifest; NAME,NAME for several.");

  private CommonOptions() {}

  /** A manifest with the profiles that were asked for. */
  static Manifest manifest(String file, Arguments given) {
    return new Manifest(Path.of(file), given.get(PROFILE));
  }

  /** Takes the names in lower case only, as they are documented. */
  private static Answer.Format format(String text) throws UsageException {
    return switch (text) {
      case "text" -> Answer.Format.TEXT;
      case "json" -> Answer.Format.JSON;
      default ->
          throw new UsageException("--format: `%s` is neither text nor json".formatted(text));
    };
  }
}
