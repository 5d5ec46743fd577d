package io.synth.teacher;

import java.io.Serializable;

/**
 * Leave to send one HTTP request.
 *
 * @param id unique within its governor, rising
 * @param outageMs for how long it was waited for because the teacher was down
 */
public record Lease(long id, CallEstimate estimate, long outageMs) implements Serializable {
  public Lease(long id, CallEstimate estimate) {
    this(id, estimate, 0);
  }

  /** The same after such a wait. */
  public Lease afterOutage(long millis) {
    return millis == 0 ? this : new Lease(id, estimate, millis);
  }
}
