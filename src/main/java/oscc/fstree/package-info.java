/** File trees: paths, modes, nodes, contents, units and what is surveyed of them. */
@NullMarked
package oscc.fstree;

import org.jspecify.annotations.NullMarked;
