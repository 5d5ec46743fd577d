/** Hand-written stand-ins for teachers, corpus, graph and tools. */
@NullMarked
package io.synth.fake;

import org.jspecify.annotations.NullMarked;
