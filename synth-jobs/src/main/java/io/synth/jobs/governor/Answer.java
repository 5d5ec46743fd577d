package io.synth.jobs.governor;

import io.synth.teacher.BudgetSpentException;
import io.synth.teacher.Lease;
import io.synth.teacher.Standing;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the governor answers.
 *
 * @param replies one for each call that was wanted, in the same order
 * @param troubled teachers whose circuit is open
 * @param problem why there are none; null where all is well
 */
record Answer(List<Reply> replies, List<Standing> troubled, @Nullable String problem)
    implements Serializable {

  /**
   * About one call: a lease, or a refusal for good, or how long to wait.
   *
   * @param lease leave to send it; null where there is none now
   * @param refusal which budget is spent; null where none is
   * @param waitMillis milliseconds after which to ask again; {@link Long#MAX_VALUE} for soon
   */
  record Reply(@Nullable Lease lease, @Nullable Refusal refusal, long waitMillis)
      implements Serializable {}

  /** A budget that is spent. */
  record Refusal(String message, boolean ofTeacher) implements Serializable {
    static Refusal of(BudgetSpentException e) {
      return new Refusal(String.valueOf(e.getMessage()), e.ofTeacher());
    }

    BudgetSpentException exception() {
      return new BudgetSpentException(message, ofTeacher);
    }
  }

  Answer {
    replies = new ArrayList<>(replies);
    troubled = new ArrayList<>(troubled);
  }

  static Answer failed(String problem) {
    return new Answer(List.of(), List.of(), problem);
  }
}
