package io.synth.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.synth.SynthException;
import org.junit.jupiter.api.Test;

final class TokenizersTest {
  @Test
  void countsAsTiktokenDoes() {
    assertThat(Tokenizers.of("o200k_base").count("hello world")).isEqualTo(2);
    assertThat(Tokenizers.of("cl100k_base").count("tiktoken is great!")).isEqualTo(6);
    assertThat(Tokenizers.of("o200k_base").count("")).isZero();
    assertThat(Tokenizers.of("o200k_base").count("你好，世界"))
        .isLessThan(Tokenizers.of("cl100k_base").count("你好，世界"));
  }

  @Test
  void specialTokensTypedInATextAreText() {
    assertThat(Tokenizers.of("cl100k_base").count("<|endoftext|>")).isGreaterThan(1);
    assertThat(Tokenizers.of("o200k_base").count("<|endoftext|>")).isGreaterThan(1);
  }

  @Test
  void anUnknownNameListsTheNamesThereAre() {
    assertThatThrownBy(() -> Tokenizers.of("gpt5"))
        .isInstanceOf(SynthException.class)
        .hasMessage("there is no tokenizer 'gpt5'; use one of cl100k_base, o200k_base");
  }
}
