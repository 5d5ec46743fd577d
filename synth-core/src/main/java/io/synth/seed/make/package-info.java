/** Making seeds from pages: link walks, report reversals and fact checks. */
@NullMarked
package io.synth.seed.make;

import org.jspecify.annotations.NullMarked;
