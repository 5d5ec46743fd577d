package io.synth.batch;

import java.util.ArrayList;
import java.util.List;

/**
 * What is remembered of a batch.
 *
 * @param number of the batch within its run, from 1
 * @param name ours, unique beyond the run
 * @param step the job whose calls it carries
 * @param serverId the server's id; empty before the submission is known to have come through
 * @param requests how many
 * @param preparedAt milliseconds since 1970
 * @param submittedAt milliseconds since 1970; 0 before
 * @param adopted whether it was found at the server, and may not be ours
 * @param others ids of batches at the server that were taken for this one and are not
 */
record BatchManifest(
    int number,
    String name,
    String step,
    String teacher,
    State state,
    String serverId,
    int requests,
    long preparedAt,
    long submittedAt,
    boolean adopted,
    List<String> others) {
  /** Each comes after the one before it. */
  enum State {
    /** Never sent: thrown away when a run goes on. */
    PREPARED,
    /** May have been sent. */
    SUBMITTING,
    /** The server has it. */
    SUBMITTED,
    /** All its replies are in the journal. */
    COLLECTED
  }

  BatchManifest {
    others = List.copyOf(others);
  }

  boolean open() {
    return state == State.SUBMITTING || state == State.SUBMITTED;
  }

  BatchManifest in(State newState) {
    return new BatchManifest(
        number,
        name,
        step,
        teacher,
        newState,
        serverId,
        requests,
        preparedAt,
        submittedAt,
        adopted,
        others);
  }

  BatchManifest submitted(String id, long now, boolean found) {
    return new BatchManifest(
        number, name, step, teacher, State.SUBMITTED, id, requests, preparedAt, now, found, others);
  }

  /** The batch that was found is not this one, which has yet to be submitted. */
  BatchManifest disowned() {
    List<String> more = new ArrayList<>(others);
    more.add(serverId);
    return new BatchManifest(
        number, name, step, teacher, State.SUBMITTING, "", requests, preparedAt, 0, false, more);
  }
}
