/** The manifest: schema check, typed records, rules across keys. */
@NullMarked
package oscc.manifest;

import org.jspecify.annotations.NullMarked;
