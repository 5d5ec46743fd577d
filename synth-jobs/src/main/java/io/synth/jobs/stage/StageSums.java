package io.synth.jobs.stage;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What the groups of a stage came to, added up.
 *
 * @param items items worked on
 * @param groups groups committed now
 * @param stopped groups that were not committed because calls were no longer possible
 * @param parked groups that wait for replies which come later
 * @param stop why, by the first of them: null where none stopped
 */
record StageSums(long items, int groups, int stopped, int parked, @Nullable Stop stop)
    implements Serializable {
  static final StageSums NONE = new StageSums(0, 0, 0, 0, null);

  StageSums plus(StageSums other) {
    return new StageSums(
        items + other.items,
        groups + other.groups,
        stopped + other.stopped,
        parked + other.parked,
        stop != null ? stop : other.stop);
  }
}
