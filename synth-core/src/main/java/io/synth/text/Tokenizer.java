package io.synth.text;

/** Counts tokens as the trainer's model would. Thread-safe. */
public interface Tokenizer {
  /** Tokens of a text; special tokens typed in it count as text. */
  int count(String text);
}
