package io.synth.teacher.demo;

import java.util.regex.Pattern;

/** Tells sentences of pages that address the reader's model instead of informing. */
final class Injection {
  private static final Pattern ADDRESSED =
      Pattern.compile(
          "(?i)(?:ignore|disregard|forget|override)\\b.{0,40}\\b(?:previous|prior|above|earlier|all|your)\\b.{0,40}(?:instruction|prompt|rule|direction|message)"
              + "|\\b(?:system prompt|you are (?:now )?an? (?:ai|assistant|language model))\\b"
              + "|\\b(?:ai|language model|assistant|agent)s?\\b.{0,30}\\b(?:must|should|shall|have to)\\b"
              + "|(?:忽略|无视|忘记|不要理会).{0,12}(?:指令|指示|提示|规则|要求)"
              + "|(?:你是|作为)(?:一个|一名)?(?:AI|人工智能|语言模型|智能体)");

  private Injection() {}

  static boolean isIn(String sentence) {
    return ADDRESSED.matcher(sentence).find();
  }
}
