package io.synth.teacher.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers that a conversation has already given. */
final class Attempts {
  private static final Pattern ANSWER = Pattern.compile("(?s)<answer>\\s*(.*?)\\s*</answer>");

  private Attempts() {}

  /** First lines of the answers so far, where a user turn followed: they were turned down. */
  static List<String> before(List<ChatCall.Turn> turns) {
    List<String> answers = new ArrayList<>();
    String pending = "";
    for (ChatCall.Turn turn : turns) {
      if (turn.role().equals("assistant")) {
        Matcher m = ANSWER.matcher(turn.content());
        pending = m.find() ? m.group(1).lines().findFirst().orElse("").strip() : pending;
      } else if (turn.role().equals("user") && !pending.isEmpty()) {
        answers.add(pending);
        pending = "";
      }
    }
    return answers;
  }
}
