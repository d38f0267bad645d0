package oscc.cli;

import java.util.Optional;
import oscc.commandline.Arguments;
import oscc.commandline.Operand;
import oscc.commandline.Option;
import oscc.commandline.Syntax;
import oscc.diag.Rejected;
import oscc.manifest.ManifestReader;
import oscc.manifest.ResolvedManifest;

/** {@code oscc show}. */
record ShowCommand(Surroundings surroundings) implements Command {
  private static final Option<Boolean> ORIGIN =
      Option.flag("--origin", "Say behind each value which line of which file set it.");

  @Override
  public Syntax syntax() {
    return Syntax.of(
            "oscc show", "Print a manifest with its bases, profiles and defaults as one file.")
        .with(CommonOptions.FORMAT, CommonOptions.PROFILE, ORIGIN)
        .taking(new Operand("MANIFEST", Operand.Count.ONE, "The manifest to print."))
        .footer(
            "",
            "Example: oscc show manifests/hello.yaml --origin",
            "What is printed describes the same machine when it lies in the manifest's folder.",
            "Password hashes are in it as they are in the manifest.");
  }

  @Override
  public int run(Arguments given, Answer answer) throws Exception {
    Optional<ResolvedManifest> resolved =
        ManifestReader.resolve(CommonOptions.manifest(given.operand(), given), answer.report());
    ResolvedManifest manifest = resolved.orElseThrow(Rejected::new);
    boolean origins = given.get(ORIGIN);
    if (given.get(CommonOptions.FORMAT) == Answer.Format.TEXT) {
      surroundings.out().print(origins ? manifest.yamlWithOrigins() : manifest.yaml());
    }
    answer.add("manifest", manifest.json());
    if (origins) {
      answer.add("origins", manifest.origins());
    }
    return ExitCode.DONE.status();
  }
}
