package io.synth.teacher.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Spoils replies as real teachers do, by lot. Thread-safe. */
final class Faults {
  private static final int REPEATS = 12;

  private final FaultLottery lottery;
  private final DemoSettings settings;

  Faults(FaultLottery lottery) {
    this.lottery = lottery;
    this.settings = lottery.settings();
  }

  /**
   * Whether this attempt of the conversation shall end wrong. Later attempts, after reflection, do
   * so a third as often.
   */
  boolean wrong(ChatCall call) {
    int attempt = Attempts.before(call.turns()).size();
    double share = attempt == 0 ? settings.wrongAnswer() : settings.wrongAnswer() / 3;
    return lottery.hitsTrajectory(call, "wrong answer " + attempt, share);
  }

  DemoReply applied(ChatCall call, DemoReply right) {
    if (!call.schema().isEmpty()) {
      boolean malformed = lottery.hits(call, "malformed json", settings.malformedJson());
      return malformed ? right.withContent(malformed(call, right.content())) : right;
    }
    boolean acting = !call.tools().isEmpty() || right.content().contains("<answer>");
    if (!acting) {
      return right;
    }
    Speech speech = Speech.of(call.firstUser());
    if (lottery.hitsTrajectory(call, "refusal", settings.refusal())) {
      return DemoReply.say(
          speech.pick("I'm sorry, but I can't help with that request.", "很抱歉，我无法协助处理这个请求。"));
    }
    DemoReply reply = right;
    if (lottery.hitsTrajectory(call, "loop", settings.loop())) {
      reply = looping(call, reply);
    }
    if (reply.content().contains("<answer>")) {
      reply = reply.withContent(spoiltAnswer(call, reply.content(), speech));
    }
    if (!reply.calls().isEmpty()
        && lottery.hits(call, "bad tool arguments", settings.badToolArguments())) {
      reply = badArguments(call, reply);
    }
    return reply;
  }

  /** Cut short, fenced in talk, or with a stray comma. */
  private String malformed(ChatCall call, String json) {
    double draw = lottery.draw("kind of malformed json", call.fingerprint());
    if (draw < 0.4) {
      return json.substring(0, json.length() * 2 / 3);
    }
    if (draw < 0.7) {
      return "Here is the JSON:\n```json\n" + json.substring(0, json.length() - 1) + ",}\n```";
    }
    return json.replaceFirst("\":", "\" ");
  }

  /** From the second call on the first call again and again; or one sentence of the answer. */
  private DemoReply looping(ChatCall call, DemoReply reply) {
    boolean sameCall = lottery.draw("kind of loop", call.firstUser() + "\n" + call.seed()) < 0.5;
    if (sameCall && !call.tools().isEmpty()) {
      for (ChatCall.Turn turn : call.turns()) {
        if (turn.role().equals("assistant") && !turn.calls().isEmpty()) {
          ChatCall.Call first = turn.calls().get(0);
          return new DemoReply(
              "",
              reply.reasoning(),
              List.of(new DemoReply.ToolUse(first.name(), first.arguments())));
        }
      }
      return reply;
    }
    int end = reply.content().lastIndexOf("</answer>");
    if (end < 0) {
      return reply;
    }
    List<Sentence> sentences = Sentence.split(reply.content().substring(0, end).strip());
    String last = sentences.isEmpty() ? "" : sentences.get(sentences.size() - 1).raw();
    String repeated = (" " + last).repeat(REPEATS);
    return reply.withContent(
        reply.content().substring(0, end).stripTrailing() + repeated + "\n</answer>");
  }

  private String spoiltAnswer(ChatCall call, String content, Speech speech) {
    String spoilt = content;
    if (lottery.hitsTrajectory(call, "missing citation", settings.missingCitation())) {
      spoilt = spoilt.replaceAll("[ \\t]*\\\\cite\\{[^}]*\\}", "");
    }
    if (lottery.hitsTrajectory(call, "language mixing", settings.languageMixing())) {
      int end = spoilt.lastIndexOf("</answer>");
      String foreign =
          speech.pick(
              "综合以上网页的内容来看，这一结论比较可靠，各个来源的说法也基本一致。",
              "Taken together, the pages that were opened agree with each other, so this conclusion is"
                  + " fairly reliable.");
      spoilt = spoilt.substring(0, end).stripTrailing() + "\n\n" + foreign + "\n</answer>";
    }
    return spoilt;
  }

  /** A list given as a string, an unknown field, or JSON that breaks off. */
  private DemoReply badArguments(ChatCall call, DemoReply reply) {
    double draw = lottery.draw("kind of bad arguments", call.fingerprint());
    DemoReply.ToolUse use = reply.calls().get(0);
    String arguments;
    if (draw < 0.4) {
      arguments = use.arguments().substring(0, use.arguments().length() / 2);
    } else {
      ObjectNode wrong = Json.object();
      wrong.put(draw < 0.7 ? "query" : "input", use.arguments());
      arguments = wrong.toString();
    }
    return reply.withCalls(List.of(new DemoReply.ToolUse(use.name(), arguments)));
  }
}
