/** Machine and lock to a build plan in which every input is pinned; the lock file; apt. */
@NullMarked
package oscc.resolve;

import org.jspecify.annotations.NullMarked;
