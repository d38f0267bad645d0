/** YAML text to a tree of values in which every node has its span. */
@NullMarked
package oscc.syntax;

import org.jspecify.annotations.NullMarked;
