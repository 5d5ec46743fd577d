/** One file per wire protocol that teachers speak. */
@NullMarked
package io.synth.teacher.protocol;

import org.jspecify.annotations.NullMarked;
