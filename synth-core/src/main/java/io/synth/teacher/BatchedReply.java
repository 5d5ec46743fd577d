package io.synth.teacher;

import io.synth.config.TeacherConfig;
import io.synth.model.Completion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Reads a reply that came in a batch, as one that came by itself is read. */
final class BatchedReply {
  private final TeacherConfig teacher;
  private final TeacherProtocol protocol;
  private final String batch;

  /**
   * @param teacher as batches have it
   * @param batch the server's id
   */
  BatchedReply(TeacherConfig teacher, TeacherProtocol protocol, String batch) {
    this.teacher = teacher;
    this.protocol = protocol;
    this.batch = batch;
  }

  Completion completion(WantedCall call, byte[] body, long latencyMs, long now) {
    ChatRequest request =
        new ChatRequest(List.of(), List.of(), call.schema(), Sampling.SERVER).withoutCalls();
    try {
      WireReply reply = protocol.decode(teacher, request, new ByteArrayInputStream(body));
      Received received = Received.of(teacher, request, reply, latencyMs, RateHeaders.NONE);
      return call.key().reply(received, batch, now);
    } catch (CallFailure e) {
      String story =
          "teacher '"
              + teacher.name()
              + "' (model "
              + teacher.model()
              + " at "
              + teacher.baseUrl()
              + ") gave no usable reply in batch "
              + batch
              + ": "
              + e.label()
              + "; it said: "
              + Excerpt.of(e.detail(), null);
      return call.key()
          .failure(
              e.reason(), teacher.model(), story, 1, latencyMs, call.estimate().lost(), batch, now);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
