/** Runs a bundle in QEMU and watches it. */
@NullMarked
package oscc.vm;

import org.jspecify.annotations.NullMarked;
