/** Pages and the knowledge graph: reading them, indexing them, searching and opening them. */
@NullMarked
package io.synth.corpus;

import org.jspecify.annotations.NullMarked;
