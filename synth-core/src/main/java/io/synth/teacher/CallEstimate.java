package io.synth.teacher;

import io.synth.model.Lost;
import java.io.Serializable;

/**
 * What a call may consume: what is reserved before it is sent.
 *
 * @param teacher name of the teacher
 * @param likelyTokens tokens to count against the rate limit until the call settles
 * @param mostTokens tokens, input and output, that it cannot exceed
 * @param mostUsd USD that it cannot exceed
 */
public record CallEstimate(String teacher, long likelyTokens, long mostTokens, double mostUsd)
    implements Serializable {
  /** All of it, where no usable reply came. */
  Lost lost() {
    return new Lost(1, mostTokens, mostUsd);
  }
}
