package io.synth.teacher.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A passage supports a sentence if it has its content terms and agrees on every number. Of a
 * sentence that gives the result it must have the result, and speak of what was asked.
 */
final class SupportJudgementReply implements StructuredReply {
  private static final Pattern PASSAGE =
      Pattern.compile("(?s)<passage\\s+item=\"(\\d+)\"[^>]*>(.*?)</passage>");
  private static final Pattern CITATION = Pattern.compile("\\\\cite\\{[^}]*\\}|\\bweb_\\w+");
  private static final Pattern RESULT =
      Pattern.compile(
          "(?i)\\b(?:so|thus|hence|therefore)?,?\\s*(?:the )?(?:final )?answer is(?: therefore| thus)?\\b"
              + "|(?:因此|所以|故)?，?(?:最终)?答案(?:就?是|为)?[:：]?");
  private static final double FULL = 0.6;
  private static final double PARTIAL = 0.35;

  /** Share of a question's terms above which a passage speaks of it. */
  private static final double ASKED = 0.4;

  @Override
  public String schema() {
    return "support_judgement";
  }

  @Override
  public ObjectNode reply(Sections sections, Speech speech) {
    Map<Integer, String> passages = new HashMap<>();
    Matcher m = PASSAGE.matcher(sections.get("passages"));
    while (m.find()) {
      passages.merge(Integer.valueOf(m.group(1)), m.group(2), (a, b) -> a + "\n" + b);
    }
    Set<String> asked = Terms.of(sections.get("question"));
    ObjectNode reply = Json.object();
    ArrayNode items = reply.putArray("items");
    for (Sections.Item item : sections.items("items")) {
      String passage = passages.getOrDefault(item.index(), "");
      String sentence = CITATION.matcher(item.text()).replaceAll(" ");
      String claim = RESULT.matcher(sentence).replaceFirst(" ");
      double shared = Terms.coverage(Terms.of(claim), Terms.of(passage));
      if (!claim.equals(sentence)) {
        shared = Math.min(shared, Terms.coverage(asked, Terms.of(passage)) / ASKED);
      }
      Set<String> numbers = new HashSet<>(Quantity.values(sentence));
      numbers.removeAll(Quantity.values(passage));
      String verdict =
          shared >= FULL && numbers.isEmpty() ? "full" : shared >= PARTIAL ? "partial" : "none";
      items
          .addObject()
          .put("index", item.index())
          .put("verdict", verdict)
          .put("reason", reason(verdict, numbers, speech));
    }
    return reply;
  }

  private static String reason(String verdict, Set<String> missing, Speech speech) {
    if (!missing.isEmpty() && !verdict.equals("none")) {
      String numbers = String.join(", ", missing.stream().sorted().toList());
      return speech.pick("The passages do not give " + numbers + ".", "引用的内容没有给出" + numbers + "。");
    }
    return switch (verdict) {
      case "full" -> speech.pick("The passages say so.", "引用的内容这样写明。");
      case "partial" -> speech.pick("The passages say part of it.", "引用的内容只说明了一部分。");
      default -> speech.pick("The passages do not speak of it.", "引用的内容没有提到。");
    };
  }
}
