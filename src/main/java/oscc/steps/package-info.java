/** Does the steps of a manifest's {@code tests} with a machine that runs. */
@NullMarked
package oscc.steps;

import org.jspecify.annotations.NullMarked;
