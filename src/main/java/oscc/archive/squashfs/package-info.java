/** Trees to squashfs: objects compiled once per unit, linked into images. */
@NullMarked
package oscc.archive.squashfs;

import org.jspecify.annotations.NullMarked;
