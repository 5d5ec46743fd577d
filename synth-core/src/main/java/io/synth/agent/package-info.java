/** The ReAct loop that acts a task out. */
@NullMarked
package io.synth.agent;

import org.jspecify.annotations.NullMarked;
