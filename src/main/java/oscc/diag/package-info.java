/** What the user is told, as values: source text, spans, diagnostics, a report, progress. */
@NullMarked
package oscc.diag;

import org.jspecify.annotations.NullMarked;
