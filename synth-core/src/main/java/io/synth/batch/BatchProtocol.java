package io.synth.batch;

import io.synth.teacher.CallFailure;
import io.synth.teacher.TeacherServer;
import io.synth.teacher.WantedCall;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** The batch interface of a teacher's server. Thread-safe. */
public interface BatchProtocol {
  /** Requests that a batch may have. */
  int mostRequests();

  /** Bytes that a batch may have. */
  long mostBytes();

  /** A request as a line of a batch, without the line's end. */
  String line(WantedCall call);

  /**
   * Submits a batch.
   *
   * @return the server's id
   * @throws CallFailure where it could not; the server may have got it nevertheless, unless the
   *     failure has a status below 500
   */
  String submit(TeacherServer server, BatchDraft draft) throws CallFailure;

  /** How a batch stands. */
  BatchStanding standing(TeacherServer server, String id) throws CallFailure;

  /** Takes a result. */
  @FunctionalInterface
  interface Results {
    /** May be called with the same result more than once. */
    void take(BatchResult result) throws IOException;
  }

  /** Reads the results of a batch that has ended, in no order. */
  void results(TeacherServer server, BatchStanding ended, Results results) throws CallFailure;

  /**
   * A batch at the server that may be one whose submission was not heard of again.
   *
   * @param others ids of batches that are others for sure
   */
  Optional<String> find(TeacherServer server, BatchDraft draft, Set<String> others)
      throws CallFailure;
}
