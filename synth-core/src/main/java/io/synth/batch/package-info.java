/** Calls that need not be answered at once, asked in batches at a lower price. */
@NullMarked
package io.synth.batch;

import org.jspecify.annotations.NullMarked;
