/**
 * Work in groups: items with their journal in, rows committed group by group, resumable at any
 * moment.
 */
@NullMarked
package io.synth.jobs.stage;

import org.jspecify.annotations.NullMarked;
