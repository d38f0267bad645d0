/** Stage 1: /init, its parameters, kernel modules in load order. */
@NullMarked
package oscc.initrd;

import org.jspecify.annotations.NullMarked;
