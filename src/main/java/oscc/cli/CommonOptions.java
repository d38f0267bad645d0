package oscc.cli;

import java.nio.file.Path;
import java.util.Optional;
import oscc.commandline.Option;
import oscc.commandline.UsageException;

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

  private CommonOptions() {}

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
