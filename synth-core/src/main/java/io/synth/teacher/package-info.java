/** Calls of language models: requests, replies, retries, limits, structured replies. */
@NullMarked
package io.synth.teacher;

import org.jspecify.annotations.NullMarked;
