/** One file per stage format, and the dataset card. */
@NullMarked
package io.synth.stage;

import org.jspecify.annotations.NullMarked;
