package oscc.cli;

import oscc.commandline.Arguments;
import oscc.commandline.Syntax;
import oscc.manifest.Schema;

/** {@code oscc schema}. */
record SchemaCommand() implements Command {
  @Override
  public Syntax syntax() {
    return Syntax.of("oscc schema", "Print the JSON Schema of manifests, for editors.");
  }

  @Override
  public int run(Arguments given, Answer answer) {
    answer.say(Schema.text().stripTrailing());
    return ExitCode.DONE.status();
  }
}
