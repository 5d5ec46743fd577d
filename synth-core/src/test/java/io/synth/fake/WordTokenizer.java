package io.synth.fake;

import io.synth.text.Tokenizer;

/** Counts words, and each Chinese character as one. */
public final class WordTokenizer implements Tokenizer {
  @Override
  public int count(String text) {
    String spaced = text.replaceAll("(\\p{IsHan})", " $1 ").strip();
    return spaced.isEmpty() ? 0 : spaced.split("\\s+").length;
  }
}
