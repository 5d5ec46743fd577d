/** One file per tool that the agent can call. */
@NullMarked
package io.synth.agent.tool;

import org.jspecify.annotations.NullMarked;
