/** The words of the domain as records: plain data, immutable, checked where they are made. */
@NullMarked
package io.synth.model;

import org.jspecify.annotations.NullMarked;
