/** The Spark jobs, one per arrow of the flow, and what they share. */
@NullMarked
package io.synth.jobs;

import org.jspecify.annotations.NullMarked;
