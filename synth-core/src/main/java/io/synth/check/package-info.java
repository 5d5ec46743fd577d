/** One file per check: filters over trajectories. */
@NullMarked
package io.synth.check;

import org.jspecify.annotations.NullMarked;
