/** Reads a command line against the syntax of its command, and tells that syntax to people. */
@NullMarked
package oscc.commandline;

import org.jspecify.annotations.NullMarked;
