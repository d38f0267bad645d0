package oscc.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import oscc.commandline.Arguments;
import oscc.commandline.Operand;
import oscc.commandline.Option;
import oscc.commandline.Syntax;
import oscc.commandline.UsageException;
import oscc.json.JsonValue;
import oscc.template.ShellWord;

/** {@code oscc init}. */
record InitCommand() implements Command {
  private static final String TEMPLATE = "/oscc/templates/manifest.yaml";
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private static final Option<Path> FOLDER =
      Option.of("--dir", "DIR", Path.of(""), Path::of, "Where to write it (default: here).");

  @Override
  public Syntax syntax() {
    return Syntax.of("oscc init", "Write NAME.yaml, a commented manifest that builds as it is.")
        .with(CommonOptions.FORMAT, FOLDER)
        .taking(new Operand("NAME", Operand.Count.ONE, "The machine's name."))
        .footer("", "Example: oscc init web-01 && oscc build web-01.yaml");
  }

  @Override
  public int run(Arguments given, Answer answer) throws Exception {
    String name = given.operand();
    if (!NAME.matcher(name).matches()) {
      throw new UsageException(
          "`%s` is no machine name: lower-case letters, digits and inner hyphens, 63 at most"
              .formatted(name));
    }
    Path file = given.get(FOLDER).resolve(name + ".yaml");
    String text = template().replace("@NAME@", name);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw new IOException("%s is there already; it was left as it is".formatted(file), e);
    }
    answer.add("manifest", JsonValue.of(file.toString()));
    answer.say(
        "%s: written; build it with `oscc build %s`"
            .formatted(file, ShellWord.quote(file.toString())));
    return ExitCode.DONE.status();
  }

  private static String template() throws IOException {
    try (InputStream in = InitCommand.class.getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + TEMPLATE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
