/** The driver's governor, and how executors ask it over Spark's plugin RPC. */
@NullMarked
package io.synth.jobs.governor;

import org.jspecify.annotations.NullMarked;
