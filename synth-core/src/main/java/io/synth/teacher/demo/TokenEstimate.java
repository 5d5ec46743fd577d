package io.synth.teacher.demo;

import java.util.List;

/**
 * Tokens as the demo teacher counts them: a Han character is one, other text one per four
 * characters, a message four more. An estimate that needs no vocabulary and is equal everywhere.
 */
final class TokenEstimate {
  private static final int PER_MESSAGE = 4;

  private TokenEstimate() {}

  static int of(String text) {
    int han = 0;
    int other = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x2E80) {
        han++;
      } else {
        other++;
      }
    }
    return han + (other + 3) / 4;
  }

  static int of(ChatCall.Turn turn) {
    int tokens = PER_MESSAGE + of(turn.content());
    for (ChatCall.Call call : turn.calls()) {
      tokens += PER_MESSAGE + of(call.name()) + of(call.arguments());
    }
    return tokens;
  }

  static int of(List<ChatCall.Turn> turns) {
    return turns.stream().mapToInt(TokenEstimate::of).sum();
  }

  static int of(DemoReply reply) {
    int tokens = of(reply.content()) + of(reply.reasoning());
    for (DemoReply.ToolUse call : reply.calls()) {
      tokens += PER_MESSAGE + of(call.name()) + of(call.arguments());
    }
    return Math.max(1, tokens);
  }
}
