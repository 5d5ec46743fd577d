package io.synth.teacher.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.synth.config.TeacherConfig;
import io.synth.model.Message;
import io.synth.model.ToolCall;
import io.synth.teacher.CallFailure;
import io.synth.teacher.ChatReply.Finish;
import io.synth.teacher.ChatRequest;
import io.synth.teacher.Sampling;
import io.synth.teacher.ToolDefinition;
import io.synth.teacher.WireReply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiChatTest {
  private static final TeacherConfig TEACHER =
      TeacherConfig.builder("t").baseUrl("http://host/v1").model("m").build();
  private static final ChatRequest REQUEST =
      new ChatRequest(List.of(Message.user("q")), List.of(), null, Sampling.SERVER);
  private final OpenAiChat protocol = new OpenAiChat();

  @Test
  void writesAConversationWithTools() {
    ToolCall call = ToolCall.of("c1", "file", "{\"path\":\"a\"}");
    ChatRequest request =
        new ChatRequest(
            List.of(
                Message.system("s"),
                Message.user("问"),
                Message.assistant("", "thought", List.of(call)),
                Message.tool(call, "ok")),
            List.of(
                new ToolDefinition(
                    "file", "Files.", JsonNodeFactory.instance.objectNode().put("type", "object"))),
            null,
            new Sampling(0.5, 0.9, 100, 7L, List.of("END")));
    String messages =
        "{\"model\":\"m\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"file\","
            + "\"description\":\"Files.\",\"parameters\":{\"type\":\"object\"}}}],"
            + "\"messages\":[{\"role\":\"system\",\"content\":\"s\"},"
            + "{\"role\":\"user\",\"content\":\"问\"},{\"role\":\"assistant\",\"content\":\"\",";
    String rest =
        "\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"file\","
            + "\"arguments\":\"{\\\"path\\\":\\\"a\\\"}\"}}]},"
            + "{\"role\":\"tool\",\"content\":\"ok\",\"tool_call_id\":\"c1\"}],"
            + "\"temperature\":0.5,\"top_p\":0.9,\"max_tokens\":100,\"seed\":7,\"stop\":[\"END\"]}";
    assertThat(encoded(TEACHER, request)).isEqualTo(messages + rest);
    assertThat(encoded(TEACHER.toBuilder().sendReasoning(true).build(), request))
        .isEqualTo(messages + "\"reasoning_content\":\"thought\"," + rest);
    assertThat(encoded(TEACHER, request.withoutCalls()))
        .isEqualTo(
            messages + rest.replace("\"temperature\"", "\"tool_choice\":\"none\",\"temperature\""));
  }

  @Test
  void writesFurtherMembersAndTheOtherNameOfTheLimit() {
    TeacherConfig teacher =
        TEACHER.toBuilder()
            .maxTokensKey("max_completion_tokens")
            .body(Map.of("top_k", JsonNodeFactory.instance.numberNode(5)))
            .build();
    assertThat(
            encoded(
                teacher,
                new ChatRequest(
                    List.of(Message.user("q")), List.of(), null, Sampling.SERVER.withMaxTokens(9))))
        .endsWith("],\"max_completion_tokens\":9,\"top_k\":5}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"content\":\"A\",\"reasoning_content\":\" R \"} | R | A",
        "{\"content\":\"A\",\"reasoning\":\"R\"} | R | A",
        "{\"content\":\"A\",\"reasoning\":\"R\",\"reasoning_content\":\"R\"} | R | A",
        "{\"content\":\"A\",\"reasoning_details\":[{\"text\":\"R\"},{\"summary\":\"S\"}]} | RS | A",
        "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"text\":\"R\"}]},{\"type\":\"text\",\"text\":\"A\"}]} | R | A",
        "{\"content\":\"<think>R</think>A\"} | R | A",
        "{\"content\":\"R</think>\\n\\nA\"} | R | A",
        "{\"content\":\"<think>R and no end\"} | R and no end | ``",
        "{\"content\":\"The tags <think> and </think> differ\"} | `` | The tags <think> and </think> differ",
        "{\"content\":\"It ends with </think>\",\"reasoning\":\"R\"} | R | It ends with </think>",
        "{\"content\":null} | `` | ``",
        "{\"content\":null,\"refusal\":\"No.\"} | `` | No.",
      })
  void takesReasoningInEachForm(String message, String reasoning, String content)
      throws CallFailure, IOException {
    Message read = decode(message, "stop").message();
    assertThat(read.content()).isEqualTo(content);
    assertThat(read.reasoningContent()).isEqualTo(reasoning.isEmpty() ? null : reasoning);
  }

  @Test
  void leavesThinkTagsWhereTheConfigurationSaysSo() throws CallFailure, IOException {
    TeacherConfig literal = TEACHER.toBuilder().inlineThink(false).build();
    WireReply reply =
        protocol.decode(
            literal,
            REQUEST,
            bytes("{\"choices\":[{\"message\":{\"content\":\"<think>R</think>A\"}}]}"));
    assertThat(reply.message()).isEqualTo(Message.assistant("<think>R</think>A"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"{\\\"a\\\":1}\" | {\"a\":1}",
        "{\"a\":1} | {\"a\":1}",
        "\"\" | {}",
        "null | {}",
        "\"{\\\"a\\\":1,}\" | {\"a\":1}",
        "\"```json\\n{\\\"a\\\":1}\\n```\" | {\"a\":1}",
        "\"\\\"{\\\\\\\"a\\\\\\\":1}\\\"\" | {\"a\":1}",
        "\"{\\\"a\\\":\\\"two\\nlines\\\"}\" | {\"a\":\"two\\nlines\"}",
        "\"{\\\"a\\\":\\\"cut o\" | {\"_invalid\":\"{\\\"a\\\":\\\"cut o\"}",
        "\"[1]\" | {\"_invalid\":\"[1]\"}",
        "\"search it\" | {\"_invalid\":\"search it\"}",
        "\"{\\\"a\\\":\\\"\\\\ud83d\\\"}\" | {\"a\":\"\uFFFD\"}",
      })
  void argumentsAreAlwaysAnObject(String wire, String expected) throws CallFailure, IOException {
    Message read =
        decode(
                "{\"content\":\"\",\"tool_calls\":[{\"id\":\"c\",\"function\":{\"name\":\"f\","
                    + "\"arguments\":"
                    + wire
                    + "}}]}",
                "tool_calls")
            .message();
    assertThat(read.toolCalls()).containsExactly(ToolCall.of("c", "f", expected));
  }

  @Test
  void missingAndRepeatedIdsAreMadeFromThePlace() throws CallFailure, IOException {
    ToolCall earlier = ToolCall.of("call_0", "f", "{}");
    ChatRequest request =
        new ChatRequest(
            List.of(
                Message.user("q"),
                Message.assistant("", null, List.of(earlier)),
                Message.tool(earlier, "r")),
            List.of(),
            null,
            Sampling.SERVER);
    WireReply reply =
        protocol.decode(
            TEACHER,
            request,
            bytes(
                "{\"choices\":[{\"message\":{\"tool_calls\":[{\"function\":{\"name\":\"a\"}},"
                    + "{\"id\":\"call_0\",\"function\":{\"name\":\"b\"}},"
                    + "{\"id\":\"x\",\"function\":{\"name\":\"c\"}}]}}]}"));
    assertThat(reply.message().toolCalls())
        .extracting(ToolCall::id)
        .containsExactly("call_3_0", "call_3_1", "x");
    assertThat(reply.finish()).isEqualTo(Finish.TOOL_CALLS);
  }

  @ParameterizedTest
  @CsvSource({
    "stop,STOP",
    "eos,STOP",
    "tool_calls,STOP",
    "length,LENGTH",
    "max_tokens,LENGTH",
    "content_filter,CONTENT_FILTER"
  })
  void readsFinishReasons(String reason, Finish finish) throws CallFailure, IOException {
    assertThat(decode("{\"content\":\"x\"}", reason).finish()).isEqualTo(finish);
  }

  @Test
  void countsReasoningThatIsCountedBesideTheCompletion() throws CallFailure, IOException {
    WireReply reply =
        protocol.decode(
            TEACHER,
            REQUEST,
            bytes(
                "{\"choices\":[{\"message\":{\"content\":\"x\"}}],\"usage\":{\"prompt_tokens\":10,"
                    + "\"completion_tokens\":5,\"total_tokens\":35,\"prompt_cache_hit_tokens\":4,"
                    + "\"completion_tokens_details\":{\"reasoning_tokens\":20}}}"));
    assertThat(reply.usage()).isEqualTo(new io.synth.model.Usage(1, 10, 4, 25, 20, 0));
  }

  @Test
  void joinsStreamedToolCalls() throws CallFailure, IOException {
    WireReply reply =
        stream(
            "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}}]}",
            "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"x\\\"\"}}]}}]}",
            "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}]}}]}",
            "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\":1}\"}}]}}]}",
            "{\"choices\":[{\"delta\":{},\"finish_reason\":\"tool_calls\"}]}");
    assertThat(reply.message().toolCalls())
        .containsExactly(ToolCall.of("a", "f", "{\"x\":1}"), ToolCall.of("b", "g", "{}"));
  }

  @Test
  void tellsStreamedToolCallsApartThatAllHaveTheIndexZero() throws CallFailure, IOException {
    WireReply reply =
        stream(
            "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}}]}",
            "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"b\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}}]}",
            "{\"choices\":[{\"delta\":{},\"finish_reason\":\"tool_calls\"}]}");
    assertThat(reply.message().toolCalls())
        .containsExactly(ToolCall.of("a", "f", "{}"), ToolCall.of("b", "f", "{}"));
  }

  @Test
  void readsEventsWithAnyLineEndAndComments() throws CallFailure, IOException {
    WireReply reply =
        protocol.decodeStream(
            TEACHER,
            REQUEST,
            bytes(
                String.join(
                    "\r\n",
                    ": keep-alive",
                    "",
                    "event: x",
                    "data:{\"choices\":[{\"delta\":",
                    "data: {\"content\":\"a\"}}]}",
                    "",
                    "data: {\"choices\":[{\"delta\":{\"content\":\"b\"}}]}\r\rdata: [DONE]\n\n")));
    assertThat(reply.message().content()).isEqualTo("ab");
  }

  @Test
  void anEventCutInTheMiddleIsATruncatedReply() {
    assertThatThrownBy(
            () ->
                protocol.decodeStream(
                    TEACHER, REQUEST, bytes("data: {\"choices\":[{\"delta\":{\"con")))
        .isInstanceOf(CallFailure.class)
        .hasMessageStartingWith("truncated reply: ")
        .satisfies(e -> assertThat(((CallFailure) e).retryable()).isTrue());
  }

  private WireReply decode(String message, String finish) throws CallFailure, IOException {
    return protocol.decode(
        TEACHER,
        REQUEST,
        bytes(
            "{\"choices\":[{\"message\":" + message + ",\"finish_reason\":\"" + finish + "\"}]}"));
  }

  private WireReply stream(String... events) throws CallFailure, IOException {
    return protocol.decodeStream(
        TEACHER, REQUEST, bytes("data: " + String.join("\n\ndata: ", events) + "\n\n"));
  }

  private String encoded(TeacherConfig teacher, ChatRequest request) {
    return new String(protocol.encode(teacher, request), StandardCharsets.UTF_8);
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
