package io.synth.batch;

import io.synth.teacher.CallFailure;
import io.synth.teacher.TeacherServer;

/**
 * What became of one request of a batch.
 *
 * @param id of the request
 * @param status 200 for a reply; that of an error, 0 for a request that was not made
 * @param body the reply, or what the server said of the error
 */
public record BatchResult(String id, int status, String body) {
  static final int NOT_MADE = 0;

  boolean replied() {
    return status == 200;
  }

  /** Whether the same request may fare better in another batch. */
  boolean retryable(TeacherServer server) {
    if (status == NOT_MADE) {
      return true;
    }
    CallFailure failure = server.failure(status, body);
    return failure.retryable();
  }
}
