/** The command line: one file per command. */
@NullMarked
package io.synth.jobs.cli;

import org.jspecify.annotations.NullMarked;
