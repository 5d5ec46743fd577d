package io.synth.stage;

import io.synth.model.Claim;
import io.synth.model.Language;

/** The few words that mid-training documents put between their parts, in the task's language. */
record MidTrainingWords(
    String question,
    String answer,
    String plan,
    String sources,
    String conclusions,
    String support,
    String refute,
    String doubtful) {
  private static final MidTrainingWords EN =
      new MidTrainingWords(
          "Question: ",
          "Answer: ",
          "Plan",
          "Sources",
          "Conclusions",
          "supported",
          "refuted",
          "doubtful");
  private static final MidTrainingWords ZH =
      new MidTrainingWords("问题：", "回答：", "计划", "来源", "结论", "支持", "反驳", "存疑");

  static MidTrainingWords in(Language language) {
    return switch (language) {
      case EN -> EN;
      case ZH -> ZH;
    };
  }

  String of(Claim.Verdict verdict) {
    return switch (verdict) {
      case SUPPORT -> support;
      case REFUTE -> refute;
      case DOUBTFUL -> doubtful;
    };
  }
}
