/** Says from a machine's console alone how its boot went and what took how long. */
@NullMarked
package oscc.verdict;

import org.jspecify.annotations.NullMarked;
