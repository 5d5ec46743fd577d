/** Text facts for English and Chinese: tokens, sentences, n-grams, normal forms, widths. */
@NullMarked
package io.synth.text;

import org.jspecify.annotations.NullMarked;
