/** The bundle's contract: artifact names, build id, ready line, QEMU command line, bundle.json. */
@NullMarked
package oscc.bundle;

import org.jspecify.annotations.NullMarked;
