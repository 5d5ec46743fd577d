/** The report of a run as one self-contained page. */
@NullMarked
package io.synth.report;

import org.jspecify.annotations.NullMarked;
