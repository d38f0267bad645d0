/** Compression as streams and as blocks: none, gzip, xz, zstd. */
@NullMarked
package oscc.codec;

import org.jspecify.annotations.NullMarked;
