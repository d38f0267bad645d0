/** The compiler: one straight line from a manifest to a bundle. */
@NullMarked
package oscc;

import org.jspecify.annotations.NullMarked;
