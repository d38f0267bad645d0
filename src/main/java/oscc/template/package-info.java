/** Strict Mustache: an unknown name is an error and nothing is HTML-escaped. */
@NullMarked
package oscc.template;

import org.jspecify.annotations.NullMarked;
