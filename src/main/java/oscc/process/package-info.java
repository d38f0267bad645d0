/** Runs a host program: argv, environment, limits, output. */
@NullMarked
package oscc.process;

import org.jspecify.annotations.NullMarked;
