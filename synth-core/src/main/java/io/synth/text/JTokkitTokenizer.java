package io.synth.text;

import com.knuddels.jtokkit.api.Encoding;

/** Counts tokens of one of OpenAI's vocabularies; the ids are those of tiktoken. */
final class JTokkitTokenizer implements Tokenizer {
  private final Encoding encoding;

  JTokkitTokenizer(Encoding encoding) {
    this.encoding = encoding;
  }

  @Override
  public int count(String text) {
    return encoding.countTokensOrdinary(text);
  }

  @Override
  public String toString() {
    return encoding.getName();
  }
}
