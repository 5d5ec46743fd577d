/**
 * The contracts: Avro schemas of the datasets and JSON Schemas of what people and teachers write.
 */
@NullMarked
package io.synth.schema;

import org.jspecify.annotations.NullMarked;
