package io.synth.teacher.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Replies without tools: from the material that the prompt itself brings, or an honest no. */
final class PlainReply {
  private static final int LEAST_MATERIAL = 150;
  private static final int MOST_SENTENCES = 6;

  private PlainReply() {}

  static DemoReply to(ChatCall call) {
    String last = call.lastUser();
    Speech speech = Speech.of(last);
    String[] parts = last.strip().split("\\n\\s*\\n", 2);
    boolean tags = call.turns().stream().anyMatch(t -> t.content().contains("<answer>"));
    if (parts.length == 2 && parts[1].length() >= LEAST_MATERIAL) {
      String text = fromMaterial(parts[0], parts[1], speech);
      return DemoReply.say(tags ? "<answer>\n" + text + "\n</answer>" : text);
    }
    String text =
        speech.pick(
            "I am the demo teacher, which works by rules. I have no rule for this request and nothing"
                + " to look it up in, so I cannot answer it.",
            "我是按规则工作的演示教师。我没有处理这个请求的规则，也没有可查的资料，因此无法回答。");
    return DemoReply.say(tags ? "<answer>\n" + text + "\n</answer>" : text);
  }

  private static String fromMaterial(String request, String material, Speech speech) {
    Set<String> wanted = Terms.of(request);
    List<Sentence> sentences =
        PageText.of(material).sentences().stream().filter(s -> !s.hostile()).toList();
    List<Sentence> best = new ArrayList<>(sentences);
    best.sort(Comparator.comparingDouble(s -> -Terms.coverage(wanted, s.terms())));
    List<Sentence> chosen = best.subList(0, Math.min(MOST_SENTENCES, best.size()));
    List<String> ordered =
        sentences.stream().filter(chosen::contains).map(Sentence::plain).toList();
    return String.join(speech.pick(" ", ""), ordered);
  }
}
