/** Synth: turns seed research tasks into training data for deep-research agents. */
@NullMarked
package io.synth;

import org.jspecify.annotations.NullMarked;
