/** The content-addressed store on the host: digests, blobs, atomic writes, locks, folder swap. */
@NullMarked
package oscc.store;

import org.jspecify.annotations.NullMarked;
