/** Derives from a manifest what must hold in the running machine, and compares. */
@NullMarked
package oscc.conform;

import org.jspecify.annotations.NullMarked;
