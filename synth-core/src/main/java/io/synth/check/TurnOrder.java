package io.synth.check;

import io.synth.model.Message;
import io.synth.model.Message.Role;
import io.synth.model.ToolCall;
import java.util.List;
import java.util.Optional;

/** The order of turns: who may follow whom, and each tool call answered once, in order. */
final class TurnOrder {
  private TurnOrder() {}

  /** What is wrong with the place of the message at an index, given those before it. */
  static Optional<ShapeFault> fault(List<Message> messages, int at) {
    Role role = messages.get(at).role();
    if (at == 0) {
      return role == Role.SYSTEM || role == Role.USER
          ? Optional.empty()
          : ShapeFault.of("role_order", "a conversation can't begin with the role " + role.label());
    }
    if (role != Role.ASSISTANT && !messages.get(at).toolCalls().isEmpty()) {
      return ShapeFault.of(
          "role_order", "only the assistant calls tools, not the role " + role.label());
    }
    int asking = at - 1;
    while (asking > 0 && messages.get(asking).role() == Role.TOOL) {
      asking--;
    }
    List<ToolCall> calls = messages.get(asking).toolCalls();
    int answered = at - 1 - asking;
    if (role == Role.TOOL) {
      return toolResult(messages.get(at), calls, answered);
    }
    if (answered < calls.size()) {
      return ShapeFault.of(
          "unanswered_call",
          "the call " + calls.get(answered).id() + " of message " + asking + " has no result");
    }
    Role before = messages.get(at - 1).role();
    boolean follows =
        switch (role) {
          case SYSTEM, TOOL -> false;
          case USER -> before != Role.USER;
          case ASSISTANT -> before == Role.USER || before == Role.TOOL;
        };
    return follows
        ? Optional.empty()
        : ShapeFault.of("role_order", role.label() + " can't follow " + before.label());
  }

  private static Optional<ShapeFault> toolResult(
      Message result, List<ToolCall> calls, int answered) {
    if (answered >= calls.size()) {
      return ShapeFault.of("stray_result", "no call asked for this tool result");
    }
    ToolCall call = calls.get(answered);
    if (!call.id().equals(result.toolCallId())) {
      return ShapeFault.of(
          "result_order",
          "the result is of call "
              + result.toolCallId()
              + " where that of "
              + call.id()
              + " is due");
    }
    return Optional.empty();
  }
}
