/** One file per recipe: ways to make tasks from seeds. */
@NullMarked
package io.synth.recipe;

import org.jspecify.annotations.NullMarked;
