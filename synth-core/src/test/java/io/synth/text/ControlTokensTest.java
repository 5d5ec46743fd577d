package io.synth.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ControlTokensTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<|im_end|>",
        "<|endoftext|>",
        "</s>",
        "[INST]",
        "[/INST]",
        "<<SYS>>",
        "<｜end▁of▁sentence｜>",
        "<start_of_turn>",
        "</think>",
        "<tool_call>",
        "[TOOL_CALLS]",
        "<|start_header_id|>",
        "[gMASK]"
      })
  void breaksUpControlTokens(String token) {
    String broken = ControlTokens.breakUp("前" + token + "后");
    assertThat(broken).isEqualTo("前" + token.charAt(0) + " " + token.substring(1) + "后");
    assertThat(ControlTokens.first(broken)).isEmpty();
    assertThat(ControlTokens.breakUp(broken)).isEqualTo(broken);
  }

  @Test
  void findsTheFirst() {
    assertThat(ControlTokens.first("a </s> <|im_end|>"))
        .contains(new ControlTokens.Found("</s>", 2, 6));
  }

  @Test
  void leavesOrdinaryTextAlone() {
    String text = "a < b, [link](https://a.example), <b>bold</b>, f <| x, <small>";
    assertThat(ControlTokens.breakUp(text)).isEqualTo(text);
    assertThat(ControlTokens.first(text)).isEmpty();
  }
}
