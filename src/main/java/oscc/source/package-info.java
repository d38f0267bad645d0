/** Fetches and unpacks packages into units: tar, deb, dir, and their survey. */
@NullMarked
package oscc.source;

import org.jspecify.annotations.NullMarked;
