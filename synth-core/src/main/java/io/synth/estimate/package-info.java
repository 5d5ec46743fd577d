/** What a run will ask of its teachers, told before it starts. */
@NullMarked
package io.synth.estimate;

import org.jspecify.annotations.NullMarked;
