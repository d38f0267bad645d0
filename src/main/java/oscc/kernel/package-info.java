/** The kernel: image header, configuration, fragments, module index and closure. */
@NullMarked
package oscc.kernel;

import org.jspecify.annotations.NullMarked;
