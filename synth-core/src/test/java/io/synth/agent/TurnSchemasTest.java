package io.synth.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.agent.tool.Toolbox;
import io.synth.teacher.ReplySchema;
import io.synth.teacher.StructuredReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnSchemasTest {
  private static final ReplySchema TURN = TurnSchemas.anyTurn(Toolbox.standard().definitions());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"thought\":\"a\",\"tool\":\"batch_search\",\"arguments\":{\"queries\":[\"q\"]}}",
        "{\"thought\":\"a\",\"tool\":\"file\",\"arguments\":{\"action\":\"list\",\"path\":\".\"}}",
        "{\"thought\":\"a\",\"answer\":\"b\"}",
      })
  void allowsCallsOfEachToolAndTheAnswer(String turn) {
    assertThat(StructuredReply.of(TURN).read(turn).errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"tool\":\"batch_search\",\"arguments\":{\"queries\":[\"q\"]}}",
        "{\"thought\":\"a\",\"tool\":\"batch_search\",\"arguments\":{\"urls\":[\"q\"]}}",
        "{\"thought\":\"a\",\"tool\":\"shell\",\"arguments\":{}}",
        "{\"thought\":\"a\",\"answer\":\"b\",\"tool\":\"file\"}",
        "{\"thought\":\"a\"}",
      })
  void allowsNothingElse(String turn) {
    assertThat(StructuredReply.of(TURN).read(turn).value()).isNull();
  }

  @Test
  void hasNothingThatServersUnrollIntoHugeGrammars() {
    assertThat(TURN.schema().findValues("maxLength"))
        .extracting(JsonNode::asInt)
        .isNotEmpty()
        .allMatch(length -> length <= 500);
    assertThat(TURN.schema().findValues("maxItems"))
        .extracting(JsonNode::asInt)
        .allMatch(length -> length <= 10);
    assertThat(TURN.schema().findValues("default")).isEmpty();
    assertThat(TURN.schema().findValues("pattern")).isEmpty();
  }
}
