package io.synth.teacher.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads what a report sets out to do from its abstract, leaving out what it found. */
final class Abstracts {
  private static final Pattern RESULT =
      Pattern.compile(
          "(?i)\\d|\\b(?:we find|found that|results? (?:show|indicate)|shows? that|per cent|percent|significant|increased|decreased)\\b"
              + "|结果(?:表明|显示)|发现|百分之|增长|下降|显著");
  private static final Pattern LEAD =
      Pattern.compile(
          "(?i)^(?:this (?:report|review|survey|paper|note|study)|the (?:report|review|survey|paper|note|study)|we|it|then|finally|first|next|second|third|lastly)[, ]+(?:also |then |first |finally )?"
              + "|^(?:本文|本报告|本研究|报告|文章|我们|首先|其次|然后|最后|随后|接着)[，,]?(?:还|并|也)?");
  private static final Pattern CLAUSE_END = Pattern.compile("[,，;；:：.。]");
  private static final int LONGEST_STEP = 160;

  private Abstracts() {}

  /** Sentences of aims and methods, without figures and findings. */
  static List<Sentence> aims(String text) {
    return PageText.of(text).sentences().stream()
        .filter(s -> !RESULT.matcher(s.plain()).find())
        .toList();
  }

  /** A sentence as a step: without "this report", and short. */
  static String step(Sentence sentence) {
    String text = LEAD.matcher(sentence.plain().strip()).replaceFirst("");
    text = text.replaceAll("[.。!！?？]+$", "").strip();
    if (text.length() > LONGEST_STEP) {
      int cut = Math.max(text.lastIndexOf(", ", LONGEST_STEP), text.lastIndexOf('，', LONGEST_STEP));
      text = text.substring(0, cut > 20 ? cut : LONGEST_STEP).strip();
    }
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
  }

  /** The clauses of result sentences that tell the topic without the figures. */
  static List<String> topics(String text) {
    List<String> topics = new ArrayList<>();
    for (Sentence sentence : PageText.of(text).sentences()) {
      for (String clause : CLAUSE_END.splitAsStream(sentence.plain()).toList()) {
        String stripped = clause.strip();
        boolean tells = Terms.of(stripped).size() >= 3 && stripped.length() <= LONGEST_STEP;
        if (tells && !RESULT.matcher(stripped).find()) {
          topics.add(step(Sentence.of(stripped)));
        }
      }
    }
    return topics;
  }
}
