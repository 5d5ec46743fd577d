package io.synth.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.config.TeacherConfig;
import io.synth.model.Message;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fingerprints of a work item's requests. A conversation grows by a few messages from one request
 * to the next: only the new ones are digested.
 */
final class Fingerprints {
  private final List<Digested> turns = new ArrayList<>();
  private String opening = "";
  private boolean reasoning;

  /** Of the opening and all turns. */
  private MessageDigest digest = Digests.sha256();

  /** A message as it was digested. */
  private record Digested(Message message, @Nullable JsonNode blocks, @Nullable ReplySchema wish) {}

  /** 64 hexadecimal digits for a request that stands alone. */
  static String of(TeacherConfig teacher, ChatRequest request, int ordinal) {
    return new Fingerprints().of(teacher, request).numbered(ordinal, request.sampling());
  }

  Fingerprint of(TeacherConfig teacher, ChatRequest request) {
    String begin = Fingerprint.opening(teacher, request);
    if (!begin.equals(opening) || reasoning != teacher.sendReasoning() || !continues(request)) {
      opening = begin;
      reasoning = teacher.sendReasoning();
      turns.clear();
      digest = Digests.sha256();
      Digests.add(digest, begin);
    }
    for (int i = turns.size(); i < request.messages().size(); i++) {
      Digests.add(digest, (i == 0 ? "" : ",") + Fingerprint.message(teacher, request, i));
      turns.add(turn(request, i));
    }
    MessageDigest head = Digests.copy(digest);
    Digests.add(head, "]");
    return new Fingerprint(teacher, request, head);
  }

  private boolean continues(ChatRequest request) {
    if (turns.size() > request.messages().size()) {
      return false;
    }
    for (int i = 0; i < turns.size(); i++) {
      if (!turns.get(i).equals(turn(request, i))) {
        return false;
      }
    }
    return true;
  }

  private static Digested turn(ChatRequest request, int index) {
    return new Digested(
        request.messages().get(index), request.blocks().get(index), request.wishes().get(index));
  }
}
