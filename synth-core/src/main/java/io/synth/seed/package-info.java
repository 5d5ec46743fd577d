/** Reading seed files: one line, one seed, or a reason why not. */
@NullMarked
package io.synth.seed;

import org.jspecify.annotations.NullMarked;
