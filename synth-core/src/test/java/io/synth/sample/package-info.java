/** The sample data agrees with itself. */
@NullMarked
package io.synth.sample;

import org.jspecify.annotations.NullMarked;
