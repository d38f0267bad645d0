/** Trees to bytes: cpio. */
@NullMarked
package oscc.archive;

import org.jspecify.annotations.NullMarked;
