/** A run for its reader: the report as one page, and a trajectory as text for a terminal. */
@NullMarked
package io.synth.report;

import org.jspecify.annotations.NullMarked;
