/** Looks into bundles: the trees of their segments, and the root that these make. */
@NullMarked
package oscc.inspect;

import org.jspecify.annotations.NullMarked;
