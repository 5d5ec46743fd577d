package io.synth.teacher;

import static io.synth.teacher.ScriptedServer.json;
import static io.synth.teacher.ServerFault.paid;
import static io.synth.teacher.ServerFault.usable;
import static org.assertj.core.api.Assertions.assertThat;

import io.synth.model.ToolCall;
import io.synth.model.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of replies that are whole and odd. */
class ReplyFaultsTest {
  private static final ServerFault ANY = usable("", "", wire -> json(200, ""));

  private final Path folder;

  ReplyFaultsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @MethodSource("documents")
  void ofDocuments(Wire wire, ServerFault fault) throws IOException {
    FaultBench.check(folder, wire, fault);
  }

  @ParameterizedTest
  @MethodSource("contents")
  void ofContents(Wire wire, ServerFault fault) throws IOException {
    FaultBench.check(folder, wire, fault);
  }

  @ParameterizedTest
  @MethodSource("choices")
  void ofChoices(ServerFault fault) throws IOException {
    FaultBench.check(folder, Wire.OPENAI, fault);
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void ofBlocks(ServerFault fault) throws IOException {
    FaultBench.check(folder, Wire.ANTHROPIC, fault);
  }

  static Stream<Arguments> documents() {
    return ServerFault.each(
        usable("two objects", "a", wire -> json(200, wire.good("a") + "\n" + wire.good("b"))),
        usable("garbage behind it", "a", wire -> json(200, wire.good("a") + "}]")),
        usable("no id and no model", "a", wire -> json(200, bare(wire.good("a")))),
        unusable("nothing but another object first", "in the reply", wire -> "{}" + wire.good("a")),
        usable("white space around it", "a", wire -> json(200, "\n " + wire.good("a") + "\r\n ")),
        unusable("no object", "no JSON object", wire -> "[1, 2]"),
        unusable("a null", "no JSON object", wire -> "null"),
        unusable("an object of nothing", "in the reply", wire -> "{}"),
        unusable("100,000 levels cut off", "invalid JSON", wire -> "{\"a\":".repeat(100_000)),
        unusable(
            "100,000 levels",
            "invalid JSON",
            wire -> "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)),
        unusable(
            "a number of 100,000 digits", "invalid JSON", wire -> with(wire, "1".repeat(100_000))),
        unusable("NaN", "invalid JSON", wire -> with(wire, "NaN")),
        usable("a number beyond all", "good", wire -> json(200, with(wire, "1e99999"))),
        usable(
            "900 levels beside it",
            "good",
            wire -> json(200, with(wire, "[".repeat(900) + "]".repeat(900)))),
        usable(
            "a key twice",
            "good",
            wire -> json(200, with(wire, "1").replace("\"x\":", "\"model\":\"n\",\"model\":"))),
        usable(
            "another id and model",
            "good",
            wire -> json(200, with(wire, "1").replace("\"m\"", "\"other\""))),
        usable(
            "a model that is none",
            "good",
            wire -> json(200, with(wire, "1").replace("\"m\"", "[{}]"))));
  }

  private static String bare(String reply) {
    return reply.replace("\"id\":\"x\",", "").replace("\"model\":\"m\",", "");
  }

  private static String with(Wire wire, String value) {
    return "{\"x\":" + value + "," + wire.good("good").substring(1);
  }

  private static ServerFault unusable(String name, String says, Function<Wire, String> body) {
    return paid(name, "invalid_response", says, wire -> json(200, body.apply(wire)));
  }

  static Stream<Arguments> contents() {
    return ServerFault.each(
        content("empty", "\"\"", ""),
        content("null", "null", ""),
        content("white space", "\" \\n \"", " \n "),
        content("NUL", "\"a\\u0000b\"", "a\u0000b"),
        content("half a surrogate pair", "\"a\\ud800b\"", "a\uFFFDb"),
        content("halves the wrong way round", "\"\\udc00\\ud800\"", "\uFFFD\uFFFD"),
        content("a pair in escapes", "\"\\ud83d\\ude00 水\"", "😀 水"),
        finish("missing", "null"),
        finish("unknown", "\"because\""),
        finish("a number", "7"),
        finish("length", "\"length\""));
  }

  private static ServerFault content(String name, String raw, String text) {
    return usable("content " + name, text, wire -> json(200, wire.content(raw)));
  }

  private static ServerFault finish(String name, String raw) {
    return usable("finish " + name, "good", wire -> json(200, wire.finish(raw)));
  }

  static Stream<ServerFault> choices() {
    String good = Wire.choice("{\"content\":\"good\"}", "\"stop\"");
    return Stream.of(
        openAi("choices null", "null", null),
        openAi("no choice", "[]", null),
        openAi("choices an object", good, null),
        openAi("choices a text", "\"good\"", null),
        openAi("a choice null", "[null]", null),
        openAi("message null", "[" + Wire.choice("null", "\"stop\"") + "]", null),
        openAi("message a text", "[" + Wire.choice("\"good\"", "\"stop\"") + "]", null),
        openAi("two choices", "[" + good + "," + good.replace("good", "other") + "]", "good"),
        openAi("an empty message", "[" + Wire.choice("{}", "\"stop\"") + "]", ""),
        openAi("content a number", "[" + Wire.choice("{\"content\":7}", "\"stop\"") + "]", ""),
        openAi(
            "content in parts",
            "["
                + Wire.choice(
                    "{\"content\":[{\"type\":\"text\",\"text\":\"go\"},\"od\",7,null,{}]}",
                    "\"stop\"")
                + "]",
            "good"),
        openAi(
            "tool calls null",
            "[" + Wire.choice("{\"content\":\"good\",\"tool_calls\":null}", "\"stop\"") + "]",
            "good"));
  }

  private static ServerFault openAi(
      String name, String choices, @org.jspecify.annotations.Nullable String text) {
    String body = Wire.choices(choices, Wire.OPENAI.usage("10", "5"));
    return text == null
        ? unusable(name, "no choices in the reply", wire -> body)
        : usable(name, text, wire -> json(200, body));
  }

  static Stream<ServerFault> blocks() {
    return Stream.of(
        anthropic("content null", "null", null),
        anthropic("content a text", "\"good\"", null),
        anthropic("content an object", "{\"type\":\"text\",\"text\":\"good\"}", null),
        anthropic("no block", "[]", ""),
        anthropic("blocks of nothing", "[null,7,\"x\",{},{\"type\":7}]", ""),
        anthropic("unknown blocks", "[{\"type\":\"server_tool_use\",\"id\":\"x\"}]", ""),
        anthropic(
            "two texts",
            "[{\"type\":\"text\",\"text\":\"go\"},{\"type\":\"text\",\"text\":\"od\"}]",
            "good"));
  }

  private static ServerFault anthropic(
      String name, String content, @org.jspecify.annotations.Nullable String text) {
    String body = Wire.message(content, "\"end_turn\"", Wire.ANTHROPIC.usage("10", "5"));
    return text == null
        ? unusable(name, "no content in the reply", wire -> body)
        : usable(name, text, wire -> json(200, body));
  }

  @ParameterizedTest
  @EnumSource(Wire.class)
  void ofToolCalls(Wire wire) throws IOException {
    String deep = "{\"a\":" + "[".repeat(900) + "]".repeat(900) + "}";
    try (FaultBench bench = new FaultBench(folder, wire, ANY)) {
      bench.server.then(
          json(
              200,
              wire.calls(
                  "",
                  "\"f\"",
                  "{\"a\":1}",
                  "\"same\"",
                  "\"f\"",
                  "\"{\\\"a\\\":1}\"",
                  "\"same\"",
                  "\"\"",
                  "\"\"",
                  "null",
                  "\"f\"",
                  "\"{\\\"a\\\":\"",
                  "7",
                  "\"f\\ud800\"",
                  "[1]",
                  "\"x\"",
                  "null",
                  "null",
                  "\"y\"",
                  "\"f\"",
                  deep)));
      List<ToolCall> calls = bench.chat().message().toolCalls();
      assertThat(calls.stream().map(ToolCall::id)).doesNotContain("").doesNotHaveDuplicates();
      assertThat(calls.stream().map(call -> call.function().arguments()))
          .containsExactly(
              "{\"a\":1}",
              "{\"a\":1}",
              "{}",
              "{\"_invalid\":\"{\\\"a\\\":\"}",
              "{\"_invalid\":\"[1]\"}",
              "{}",
              deep);
      assertThat(bench.chat().message().toolCalls()).isEqualTo(calls);
      assertThat(bench.server.exchanges()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10 | 5 | 10 | 5",
        "10.0 | 5 | 10 | 5",
        "1 | 0 | 1 | 0",
        "10 | null | 10 | 0",
        // An estimate by the texts.
        "0 | 0 | 16 | 1",
        "-10 | 5 | 16 | 1",
        "10 | -5 | 16 | 1",
        "10 | 5.5 | 16 | 1",
        "10 | \"5\" | 16 | 1",
        "\"10\" | \"5\" | 16 | 1",
        "10 | 9223372036854775807 | 16 | 1",
        "99999999999999999999999999 | 5 | 16 | 1",
        "1e300 | 1e300 | 16 | 1",
        "[] | {} | 16 | 1",
        "null | null | 16 | 1"
      })
  void ofCounts(String prompt, String completion, long countedPrompt, long countedCompletion)
      throws IOException {
    for (Wire wire : Wire.values()) {
      assertUsage(wire, wire.usage(prompt, completion), countedPrompt, countedCompletion);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "[]", "7", "\"10\"", "[{\"input_tokens\":1}]"})
  void ofUsages(String usage) throws IOException {
    for (Wire wire : Wire.values()) {
      assertUsage(wire, usage, 16, 1);
    }
  }

  private void assertUsage(Wire wire, String told, long prompt, long completion)
      throws IOException {
    try (FaultBench bench = new FaultBench(folder.resolve(wire.name()), wire, ANY)) {
      bench.server.then(json(200, wire.withUsage(told)));
      Usage usage = bench.chat().usage();
      assertThat(usage.promptTokens()).isEqualTo(prompt);
      assertThat(usage.completionTokens()).isEqualTo(completion);
      assertThat(bench.spent().usd()).isEqualTo((prompt + 2 * completion) / 1e6);
    }
  }
}
