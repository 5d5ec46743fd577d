/** Spark's view of the datasets: schemas and rows, led by the Avro schemas. */
@NullMarked
package io.synth.jobs.row;

import org.jspecify.annotations.NullMarked;
