package io.synth.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import io.synth.config.ApiKeySource;
import io.synth.config.Prices;
import io.synth.config.RateLimits;
import io.synth.config.RetrySettings;
import io.synth.config.StructuredMode;
import io.synth.config.TeacherConfig;
import io.synth.config.TeacherTimeouts;
import io.synth.model.Message;
import io.synth.model.ToolCall;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private static final TeacherConfig TEACHER =
      TeacherConfig.builder("t").baseUrl("http://a/v1").model("m").build();
  private static final ChatRequest REQUEST =
      request(Message.assistant("a", "thought", List.of(ToolCall.of("c", "f", "{}"))), null);

  @Test
  void isTheSameInEveryVersion() {
    assertThat(Fingerprint.of(TEACHER, REQUEST, 0))
        .as("a change here makes every journal worthless")
        .isEqualTo("d03c386ec47af7b97d1aa3c09695518feaa0c536caa59d617bbadd01de9c0d12");
  }

  @Test
  void differsWithAllThatShapesTheReply() throws JsonProcessingException {
    ReplySchema schema = new ReplySchema("s", json("{\"type\":\"object\"}"));
    Set<String> seen = new HashSet<>();
    seen.add(Fingerprint.of(TEACHER, REQUEST, 0));
    seen.add(Fingerprint.of(TEACHER, REQUEST, 1));
    seen.add(Fingerprint.of(TEACHER.toBuilder().baseUrl("http://b/v1").build(), REQUEST, 0));
    seen.add(Fingerprint.of(TEACHER.toBuilder().model("n").build(), REQUEST, 0));
    seen.add(Fingerprint.of(TEACHER.toBuilder().protocol("p").build(), REQUEST, 0));
    seen.add(Fingerprint.of(TEACHER.toBuilder().sendReasoning(true).build(), REQUEST, 0));
    seen.add(
        Fingerprint.of(
            TEACHER.toBuilder().body(Map.of("k", IntNode.valueOf(1))).build(), REQUEST, 0));
    seen.add(Fingerprint.of(TEACHER, request(Message.user("a"), null), 0));
    seen.add(Fingerprint.of(TEACHER, request(Message.user("b"), null), 0));
    seen.add(Fingerprint.of(TEACHER, request(Message.user("a"), schema), 0));
    seen.add(
        Fingerprint.of(
            TEACHER.toBuilder().structured(StructuredMode.PROMPT).build(),
            request(Message.user("a"), schema),
            0));
    seen.add(
        Fingerprint.of(
            TEACHER,
            new ChatRequest(REQUEST.messages(), List.of(), null, Sampling.SERVER.withSeed(1L)),
            0));
    seen.add(
        Fingerprint.of(
            TEACHER,
            new ChatRequest(
                REQUEST.messages(),
                List.of(new ToolDefinition("f", "d", json("{}"))),
                null,
                Sampling.SERVER),
            0));
    assertThat(seen).hasSize(13);
  }

  @Test
  void staysWhenOnlyTheTransportChanges() {
    TeacherConfig other =
        TEACHER.toBuilder().stream(true)
            .apiKey(ApiKeySource.env("K"))
            .prices(new Prices(1, 1, 1))
            .limits(new RateLimits(1, 1L, 1))
            .timeouts(
                new TeacherTimeouts(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1)))
            .retry(new RetrySettings(1, Duration.ofSeconds(1), Duration.ZERO, Duration.ZERO))
            .headers(Map.of("X", "y"))
            .idempotencyKey(false)
            .build();
    assertThat(Fingerprint.of(other, REQUEST, 0)).isEqualTo(Fingerprint.of(TEACHER, REQUEST, 0));
  }

  @Test
  void reasoningCountsOnlyWhereItIsSent() {
    ChatRequest without =
        request(Message.assistant("a", null, List.of(ToolCall.of("c", "f", "{}"))), null);
    assertThat(Fingerprint.of(TEACHER, without, 0)).isEqualTo(Fingerprint.of(TEACHER, REQUEST, 0));
    TeacherConfig sends = TEACHER.toBuilder().sendReasoning(true).build();
    assertThat(Fingerprint.of(sends, without, 0)).isNotEqualTo(Fingerprint.of(sends, REQUEST, 0));
  }

  @Test
  void theOrderOfMembersInASchemaDoesNotCount() throws JsonProcessingException {
    assertThat(
            Fingerprint.of(
                TEACHER,
                request(
                    Message.user("a"),
                    new ReplySchema("s", json("{\"a\":1,\"b\":{\"c\":2,\"d\":3}}"))),
                0))
        .isEqualTo(
            Fingerprint.of(
                TEACHER,
                request(
                    Message.user("a"),
                    new ReplySchema("s", json("{\"b\":{\"d\":3,\"c\":2},\"a\":1}"))),
                0));
  }

  private static ChatRequest request(
      Message last, @org.jspecify.annotations.Nullable ReplySchema schema) {
    return new ChatRequest(
        List.of(Message.system("s"), Message.user("问"), last), List.of(), schema, Sampling.SERVER);
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }
}
