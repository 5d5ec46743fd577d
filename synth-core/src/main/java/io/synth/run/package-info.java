/** A run's folder: its datasets, its books. */
@NullMarked
package io.synth.run;

import org.jspecify.annotations.NullMarked;
