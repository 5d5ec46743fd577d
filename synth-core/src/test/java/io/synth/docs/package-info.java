/** The generated pages of {@code docs/}. */
@NullMarked
package io.synth.docs;

import org.jspecify.annotations.NullMarked;
