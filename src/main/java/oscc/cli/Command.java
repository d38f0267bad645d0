package oscc.cli;

import oscc.commandline.Arguments;
import oscc.commandline.Syntax;

/** One command of oscc. */
interface Command {
  /** What it takes; the name begins with {@code oscc}. */
  Syntax syntax();

  /** Does it and returns the exit status. */
  int run(Arguments given, Answer answer) throws Exception;
}
