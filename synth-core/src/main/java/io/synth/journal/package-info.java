/** The durable record of every completion, written before the completion is used. */
@NullMarked
package io.synth.journal;

import org.jspecify.annotations.NullMarked;
