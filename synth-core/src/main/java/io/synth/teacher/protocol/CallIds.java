package io.synth.teacher.protocol;

import io.synth.model.Message;
import io.synth.teacher.ChatRequest;
import java.util.HashSet;
import java.util.Set;

/**
 * Ids of the calls of one reply, different from each other and from all earlier ones: some servers
 * send none, or begin anew with each reply. Not thread-safe.
 */
final class CallIds {
  private final Set<String> taken = new HashSet<>();
  private final int place;
  private int calls;

  CallIds(ChatRequest request) {
    for (Message earlier : request.messages()) {
      earlier.toolCalls().forEach(call -> taken.add(call.id()));
    }
    place = request.messages().size();
  }

  /** The id of the next call: the server's own where it can be used. */
  String next(String id) {
    String own = id;
    if (own.isEmpty() || !taken.add(own)) {
      // Made from the place in the conversation, so that a replay makes the same.
      own = "call_" + place + "_" + calls;
      taken.add(own);
    }
    calls++;
    return own;
  }
}
