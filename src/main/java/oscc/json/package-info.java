/** Strict JSON reading and canonical writing: the door of Jackson. */
@NullMarked
package oscc.json;

import org.jspecify.annotations.NullMarked;
