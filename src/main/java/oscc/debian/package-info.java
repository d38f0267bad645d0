/** What the maintainer scripts of Debian packages would have done, from what the packages say. */
@NullMarked
package oscc.debian;

import org.jspecify.annotations.NullMarked;
