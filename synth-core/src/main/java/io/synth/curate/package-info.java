/** Selection: which checked trajectories go on, and to which stages. */
@NullMarked
package io.synth.curate;

import org.jspecify.annotations.NullMarked;
