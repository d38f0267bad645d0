/** What is left of a test for others: a page to look at, and an archive for a bug report. */
@NullMarked
package oscc.report;

import org.jspecify.annotations.NullMarked;
