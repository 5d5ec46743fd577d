package io.synth.teacher.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.config.SamplingSetting;
import io.synth.config.TeacherConfig;
import io.synth.model.Message;
import io.synth.model.TeacherRole;
import io.synth.model.ToolCall;
import io.synth.model.Usage;
import io.synth.teacher.ChatReply;
import io.synth.teacher.ChatReply.Finish;
import io.synth.teacher.ChatRequest;
import io.synth.teacher.ReplySchema;
import io.synth.teacher.Sampling;
import io.synth.teacher.ScriptedServer;
import io.synth.teacher.TeacherSession;
import io.synth.teacher.Teachers;
import io.synth.teacher.ToolDefinition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnthropicMessagesTest extends ProtocolContract {
  private static final TeacherConfig TEACHER =
      TeacherConfig.builder("t").protocol("anthropic").baseUrl("http://h/v1").model("m").build();
  private static final JsonNode THINKS = tree("{\"type\":\"enabled\",\"budget_tokens\":2048}");
  private static final String MARK = "\"cache_control\":{\"type\":\"ephemeral\"}";
  private static final ToolDefinition FILE =
      new ToolDefinition("file", "Files.", tree("{\"type\":\"object\"}"));

  @Test
  void writesAConversationInAlternatingTurnsOfBlocks() {
    ToolCall first = ToolCall.of("c1", "file", "{\"path\":\"a\"}");
    ToolCall second = ToolCall.of("c2", "file", "{}");
    ChatRequest request =
        new ChatRequest(
            List.of(
                Message.system("s"),
                Message.user("问"),
                Message.assistant("I look. ", "thought", List.of(first, second)),
                Message.tool(first, "one"),
                Message.tool(second, "two"),
                Message.user("Go on."),
                Message.assistant("", null, List.of()),
                Message.user("Well?")),
            List.of(FILE),
            null,
            new Sampling(0.7, 0.9, 100, 7L, List.of("END")));

    assertThat(encoded(TEACHER, request))
        .isEqualTo(
            "{\"model\":\"m\",\"tools\":[{\"name\":\"file\",\"description\":\"Files.\","
                + "\"input_schema\":{\"type\":\"object\"}}],"
                + "\"system\":[{\"type\":\"text\",\"text\":\"s\","
                + MARK
                + "}],"
                + "\"messages\":[{\"role\":\"user\",\"content\":["
                + "{\"type\":\"text\",\"text\":\"问\","
                + MARK
                + "}]},"
                + "{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"I look.\"},"
                + "{\"type\":\"tool_use\",\"id\":\"c1\",\"name\":\"file\",\"input\":{\"path\":\"a\"}},"
                + "{\"type\":\"tool_use\",\"id\":\"c2\",\"name\":\"file\",\"input\":{}}]},"
                + "{\"role\":\"user\",\"content\":["
                + "{\"type\":\"tool_result\",\"tool_use_id\":\"c1\",\"content\":\"one\"},"
                + "{\"type\":\"tool_result\",\"tool_use_id\":\"c2\",\"content\":\"two\"},"
                + "{\"type\":\"text\",\"text\":\"Go on.\"},"
                + "{\"type\":\"text\",\"text\":\"Well?\","
                + MARK
                + "}]}],"
                + "\"max_tokens\":100,\"temperature\":0.7,\"top_p\":0.9,\"stop_sequences\":[\"END\"]}");
  }

  @Test
  void marksWhatAConversationStoresAndWhereItReads() {
    List<Message> messages = new ArrayList<>(List.of(Message.system("s"), Message.user("q")));
    for (int i = 0; i < 4; i++) {
      ToolCall call = ToolCall.of("c" + i, "file", "{}");
      messages.add(Message.assistant("", null, List.of(call)));
      messages.add(Message.tool(call, "result " + i));
    }
    assertThat(marked(withFile(messages))).containsExactly("s", "q", "result 2", "result 3");
    assertThat(marked(withFile(List.of(Message.user("q"))))).containsExactly("file", "q");
    // The last turn of its conversation: nobody reads what it would store.
    assertThat(marked(withFile(messages).withoutCalls())).containsExactly("s");
    TeacherConfig unmarked = TEACHER.toBuilder().cacheControl(false).build();
    assertThat(encoded(unmarked, withFile(messages))).doesNotContain("cache_control");
  }

  @Test
  void aRequestThatIsTheOnlyOneOfItsKindStoresNothing() {
    ReplySchema schema = new ReplySchema("turn", tree("{\"type\":\"object\"}"));
    List<Message> single = List.of(Message.system("s"), Message.user("q"));
    assertThat(marked(new ChatRequest(single, List.of(), schema, Sampling.SERVER))).isEmpty();
    List<Message> goesOn =
        List.of(Message.system("s"), Message.user("q"), Message.assistant("{}"), Message.user("r"));
    assertThat(marked(new ChatRequest(goesOn, List.of(), schema, Sampling.SERVER)))
        .containsExactly("s", "q", "r");
  }

  @Test
  void aStructuredTurnWithinAConversationIsAskedInWordsAndLeavesToolsAsTheyAre() {
    ReplySchema schema = new ReplySchema("plan", tree("{\"type\":\"object\"}"));
    ChatRequest request =
        new ChatRequest(List.of(Message.user("q")), List.of(FILE), schema, Sampling.SERVER)
            .withoutCalls();
    assertThat(encoded(TEACHER, request))
        .startsWith("{\"model\":\"m\",\"tools\":[{\"name\":\"file\",\"description\":\"Files.\"")
        .contains("It must satisfy this JSON Schema, named plan:")
        .doesNotContain("tool_choice");
  }

  /** What stands in the marked blocks, in order. */
  private static List<String> marked(ChatRequest request) {
    List<String> marked = new ArrayList<>();
    for (JsonNode block : tree(encoded(TEACHER, request)).findParents("cache_control")) {
      marked.add(
          block.path("text").asText(block.path("content").asText(block.path("name").asText())));
    }
    return marked;
  }

  @Test
  void aTurnWithoutToolsAfterOthersWithStillNamesThem() {
    ToolCall call = ToolCall.of("c1", "file", "{}");
    ChatRequest request =
        new ChatRequest(
            List.of(
                Message.user("q"),
                Message.assistant("", null, List.of(call)),
                Message.tool(call, "ok")),
            List.of(),
            null,
            Sampling.SERVER);

    assertThat(encoded(TEACHER, request))
        .startsWith(
            "{\"model\":\"m\",\"tools\":[{\"name\":\"file\",\"input_schema\":{\"type\":\"object\"},"
                + MARK)
        .endsWith("\"tool_choice\":{\"type\":\"none\"},\"max_tokens\":4096}");
  }

  @Test
  void aStructuredReplyIsTheCallOfAToolThatHasToBeMade() {
    ReplySchema any = new ReplySchema("turn", tree("{\"anyOf\":[{\"type\":\"object\"}]}"));
    ChatRequest request =
        new ChatRequest(List.of(Message.user("q")), List.of(), any, Sampling.SERVER);

    assertThat(encoded(TEACHER, request))
        .contains("\"tool_choice\":{\"type\":\"tool\",\"name\":\"turn\"}")
        .contains(
            "\"input_schema\":{\"type\":\"object\",\"properties\":{\"reply\":"
                + "{\"anyOf\":[{\"type\":\"object\"}]}},\"required\":[\"reply\"],"
                + "\"additionalProperties\":false}");
  }

  @Test
  void aModelThatThinksIsAskedInWordsAndWithoutSampling() {
    TeacherConfig thinks = TEACHER.toBuilder().body(Map.of("thinking", THINKS)).build();
    ChatRequest request =
        new ChatRequest(
            List.of(Message.user("q")),
            List.of(),
            new ReplySchema("turn", tree("{\"type\":\"object\"}")),
            new Sampling(0.0, null, null, null, List.of()));

    assertThat(encoded(thinks, request))
        .contains("It must satisfy this JSON Schema, named turn:")
        .contains("\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2048}")
        .doesNotContain("tool_choice")
        .doesNotContain("temperature");
  }

  @Test
  void signedThinkingGoesBackWithItsTurn() {
    ToolCall call = ToolCall.of("a", "file", "{}");
    server
        .then(ScriptedServer.json(200, reply("Hm.", "I look.", Finish.TOOL_CALLS, call)))
        .then(ScriptedServer.json(200, reply("", "Done.", Finish.STOP)))
        .then(ScriptedServer.json(200, reply("", "Done.", Finish.STOP)));
    try (Teachers teachers = teachers()) {
      TeacherSession session = session(teachers);
      List<Message> messages = new ArrayList<>(List.of(Message.user("q")));
      ChatReply first = session.chat(TeacherRole.ACTOR, withFile(messages));
      messages.add(first.message());
      messages.add(Message.tool(call, "ok"));
      session.chat(TeacherRole.ACTOR, withFile(messages));
    }

    assertThat(tree(server.exchanges().get(1).body()).path("messages").path(1).path("content"))
        .isEqualTo(
            tree(
                "[{\"type\":\"thinking\",\"thinking\":\"Hm.\",\"signature\":\"c2ln\"},"
                    + "{\"type\":\"text\",\"text\":\"I look.\"},"
                    + "{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"file\",\"input\":{}}]"));
  }

  @Test
  void countsWhatTheCacheStoredAndGave() {
    server.then(
        ScriptedServer.json(
            200,
            "{\"model\":\"m\",\"content\":[],\"usage\":{\"input_tokens\":5,"
                + "\"cache_creation_input_tokens\":70,\"cache_read_input_tokens\":25,"
                + "\"output_tokens\":1}}"));
    Usage usage = ask().usage();
    // 5 tokens at 1 USD, 25 at 0.1, 70 at 1 and 1 at 2 USD per million.
    assertThat(usage).isEqualTo(new Usage(1, 100, 25, 70, 1, 0, 79.5e-6));
    assertThat(journal.get(0).usage()).isEqualTo(usage);
  }

  @Test
  void namesTheVersionOfTheInterface() {
    server.then(ScriptedServer.json(200, reply("", "x", Finish.STOP)));
    ask();
    assertThat(server.exchanges().get(0).headers())
        .containsEntry("anthropic-version", "2023-06-01");
  }

  private static ChatRequest withFile(List<Message> messages) {
    return new ChatRequest(messages, List.of(FILE), null, Sampling.SERVER);
  }

  private static String encoded(TeacherConfig teacher, ChatRequest request) {
    return new String(new AnthropicMessages().encode(teacher, request), StandardCharsets.UTF_8);
  }

  @Override
  String name() {
    return "anthropic";
  }

  @Override
  String path() {
    return "/messages";
  }

  @Override
  String names(SamplingSetting setting) {
    return switch (setting) {
      case TEMPERATURE, TOP_P -> setting.label();
      case SEED -> "";
      case STOP -> "stop_sequences";
    };
  }

  @Override
  String keyHeader(String key) {
    return "x-api-key: " + key;
  }

  @Override
  String reply(String thought, String content, Finish finish, ToolCall... calls) {
    ObjectNode root = JSON.createObjectNode().put("type", "message").put("model", "m1-2031");
    ArrayNode blocks = root.putArray("content");
    if (!thought.isEmpty()) {
      blocks.addObject().put("type", "thinking").put("thinking", thought).put("signature", "c2ln");
    }
    if (!content.isEmpty()) {
      blocks.addObject().put("type", "text").put("text", content);
    }
    for (ToolCall call : calls) {
      block(blocks.addObject(), call).set("input", tree(call.function().arguments()));
    }
    root.put(
        "stop_reason",
        switch (finish) {
          case STOP -> "end_turn";
          case TOOL_CALLS -> "tool_use";
          case LENGTH -> "max_tokens";
          case CONTENT_FILTER -> "refusal";
        });
    root.putObject("usage")
        .put("input_tokens", 50)
        .put("cache_creation_input_tokens", 10)
        .put("cache_read_input_tokens", 40)
        .put("output_tokens", 20);
    return root.toString();
  }

  private static ObjectNode block(ObjectNode block, ToolCall call) {
    return block.put("type", "tool_use").put("id", call.id()).put("name", call.function().name());
  }

  @Override
  long stored() {
    return 10;
  }

  @Override
  String structured(String json) {
    ToolCall call = ToolCall.of("s", "sum", json);
    return reply("", "Here you are.", Finish.TOOL_CALLS, call);
  }

  @Override
  ScriptedServer.Reply stream(String thought, String content, ToolCall... calls) {
    List<String> events = new ArrayList<>(start());
    int index = 0;
    if (!thought.isEmpty()) {
      events.add(begin(index, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}"));
      for (String part : pieces(thought, "e")) {
        events.add(delta(index, "thinking_delta", "thinking", part));
      }
      events.add(delta(index++, "signature_delta", "signature", "c2ln"));
    }
    events.add(begin(index, "{\"type\":\"text\",\"text\":\"\"}"));
    for (String part : pieces(content, "o")) {
      events.add(delta(index, "text_delta", "text", part));
    }
    for (ToolCall call : calls) {
      ObjectNode block = block(JSON.createObjectNode(), call);
      block.putObject("input");
      events.add(begin(++index, block.toString()));
      for (String part : pieces(call.function().arguments(), ":")) {
        events.add(delta(index, "input_json_delta", "partial_json", part));
      }
      events.add("{\"type\":\"content_block_stop\",\"index\":" + index + "}");
    }
    events.add(
        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\""
            + (calls.length == 0 ? "end_turn" : "tool_use")
            + "\"},\"usage\":{\"output_tokens\":20}}");
    events.add("{\"type\":\"message_stop\"}");
    return ScriptedServer.events(events.toArray(String[]::new));
  }

  private static List<String> start() {
    return List.of(
        "{\"type\":\"message_start\",\"message\":{\"model\":\"m1-2031\",\"content\":[],\"usage\":"
            + "{\"input_tokens\":50,\"cache_creation_input_tokens\":10,"
            + "\"cache_read_input_tokens\":40,\"output_tokens\":1}}}",
        "{\"type\":\"ping\"}");
  }

  private static String begin(int index, String block) {
    return "{\"type\":\"content_block_start\",\"index\":"
        + index
        + ",\"content_block\":"
        + block
        + "}";
  }

  private static String delta(int index, String type, String member, String part) {
    ObjectNode event =
        JSON.createObjectNode().put("type", "content_block_delta").put("index", index);
    event.putObject("delta").put("type", type).put(member, part);
    return event.toString();
  }

  @Override
  ScriptedServer.Reply streamThenEvent(String content, String lastEvent) {
    List<String> events = new ArrayList<>(start());
    events.add(begin(0, "{\"type\":\"text\",\"text\":\"\"}"));
    events.add(delta(0, "text_delta", "text", content));
    if (!lastEvent.isEmpty()) {
      events.add(lastEvent);
    }
    return ScriptedServer.events(events.toArray(String[]::new));
  }

  @Override
  String error(String type, String message) {
    ObjectNode root = JSON.createObjectNode().put("type", "error");
    root.putObject("error").put("type", type).put("message", message);
    return root.toString();
  }
}
