/** Image to the files of a bundle: each artifact is one class here. */
@NullMarked
package oscc.emit;

import org.jspecify.annotations.NullMarked;
