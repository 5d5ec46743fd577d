package io.synth.teacher;

import io.synth.config.TeacherConfig;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A wire protocol: how a request is written and a reply is read. Knows nothing of connections,
 * retries or limits. Thread-safe.
 */
public interface TeacherProtocol {
  /** Path of the endpoint under the teacher's base URL, e.g. {@code /chat/completions}. */
  String path();

  /** Headers that carry the key, if there is one, and whatever else the protocol asks for. */
  Map<String, String> headers(@Nullable String apiKey);

  /**
   * The settings of a request that are sent: without those that the teacher is to be spared, and
   * that the protocol does not have. What is not sent does not shape the reply.
   */
  Sampling sent(TeacherConfig teacher, Sampling sampling);

  /** The request as JSON in UTF-8. */
  byte[] encode(TeacherConfig teacher, ChatRequest request);

  /**
   * Reads a whole reply.
   *
   * @param body the response's body, bounded by the caller
   * @throws CallFailure when it is no usable reply
   * @throws IOException when it cannot be read to its end
   */
  WireReply decode(TeacherConfig teacher, ChatRequest request, InputStream body)
      throws CallFailure, IOException;

  /** The same for a reply that comes as server-sent events. */
  WireReply decodeStream(TeacherConfig teacher, ChatRequest request, InputStream body)
      throws CallFailure, IOException;

  /** What a response with an error status means. */
  CallFailure failure(int status, String body);
}
