package io.synth.batch;

import java.util.List;

/**
 * How a batch stands.
 *
 * @param answered requests that have a result
 * @param results where its results are, under the base URL; once it has ended
 * @param failure why the server refused it as a whole; empty where it didn't
 */
public record BatchStanding(State state, int answered, List<String> results, String failure) {
  /** States. */
  public enum State {
    /** Under way. */
    RUNNING,
    /** Over: each request has a result, or none is to come. */
    ENDED,
    /** Refused as a whole. */
    REFUSED
  }

  public BatchStanding {
    results = List.copyOf(results);
  }

  static BatchStanding running(int answered) {
    return new BatchStanding(State.RUNNING, answered, List.of(), "");
  }

  static BatchStanding ended(int answered, List<String> results) {
    return new BatchStanding(State.ENDED, answered, results, "");
  }

  static BatchStanding refused(String failure) {
    return new BatchStanding(State.REFUSED, 0, List.of(), failure);
  }
}
