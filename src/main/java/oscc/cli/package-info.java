/** The command line: commands, terminal, renderers, exit codes. */
@NullMarked
package oscc.cli;

import org.jspecify.annotations.NullMarked;
