/** The configuration: one record per concern, read from YAML, checked whole. */
@NullMarked
package io.synth.config;

import org.jspecify.annotations.NullMarked;
