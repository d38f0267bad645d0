/** Joins units, kernel, system and stage 1 into an image: every tree decided, nothing encoded. */
@NullMarked
package oscc.image;

import org.jspecify.annotations.NullMarked;
