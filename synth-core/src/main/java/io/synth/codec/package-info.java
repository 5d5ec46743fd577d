/** Carries records to Avro and Parquet and back, led by the schemas. */
@NullMarked
package io.synth.codec;

import org.jspecify.annotations.NullMarked;
