/** Indexing of large corpora: listing, reading and writing of shards as Spark tasks. */
@NullMarked
package io.synth.jobs.index;

import org.jspecify.annotations.NullMarked;
