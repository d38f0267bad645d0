/** Tests of the shell programs in the top folder. */
@NullMarked
package oscc.launcher;

import org.jspecify.annotations.NullMarked;
