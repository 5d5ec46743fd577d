package io.synth.teacher;

import static io.synth.teacher.Replies.error;
import static io.synth.teacher.Replies.reply;
import static io.synth.teacher.Replies.text;
import static io.synth.teacher.ScriptedServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.synth.config.RoleTeachers;
import io.synth.config.TeacherConfig;
import io.synth.model.TeacherRole;
import io.synth.teacher.protocol.Protocols;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TeacherProbeTest {
  private static final String TURN =
      "{\"tool\":\"population\",\"arguments\":{\"city\":\"Chengdu\"}}";

  private final FakeTime time = new FakeTime();

  @Test
  void tellsWhatATeacherCan() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                json(200, text("ready")),
                json(200, "{\"data\":[{\"id\":\"other\"},{\"id\":\"m\",\"max_model_len\":32768}]}"),
                json(
                    200,
                    reply(
                        "{\"tool_calls\":[{\"id\":\"c\",\"function\":{\"name\":\"population\","
                            + "\"arguments\":\"{\\\"city\\\":\\\"Chengdu\\\"}\"}}]}",
                        "tool_calls")),
                json(
                    200,
                    reply(
                        "{\"tool_calls\":[{\"id\":\"c\",\"function\":{\"name\":\"population\","
                            + "\"arguments\":\"{}\"}},{\"id\":\"d\",\"function\":{\"name\":"
                            + "\"population\",\"arguments\":\"{}\"}}]}",
                        "tool_calls")),
                json(200, text(TURN)),
                json(200, text("```json\n" + TURN + "\n```")),
                ScriptedServer.events(
                    "{\"choices\":[{\"delta\":{\"content\":\"ready\"},\"finish_reason\":\"stop\"}]}"));
        Teachers teachers = teachers(server.baseUrl())) {
      assertThat(new TeacherProbe(teachers).probe("t"))
          .containsExactly(
              new ProbeResult("reachable", true, "replied: ready"),
              new ProbeResult("model", true, "m1-2031 (configured: m)"),
              new ProbeResult("usage", true, "100 input and 20 output tokens"),
              new ProbeResult("reasoning", false, "none came with the reply"),
              new ProbeResult("latency", true, "0 ms"),
              new ProbeResult("context length", true, "32768 tokens (context_tokens: 32768)"),
              new ProbeResult("tools", true, "called population with {\"city\":\"Chengdu\"}"),
              new ProbeResult("parallel calls", true, "2 calls in a turn"),
              new ProbeResult("json_schema", true, TURN),
              new ProbeResult("json by prompt", true, TURN),
              new ProbeResult(
                  "setting", true, "as it fits: tools: native, structured: json_schema"),
              new ProbeResult("streaming", true, "without token counts"));
      assertThat(server.exchanges().get(4).body()).contains("\"response_format\"");
      assertThat(server.exchanges().get(5).body())
          .doesNotContain("response_format")
          .contains("It must satisfy this JSON Schema");
      assertThat(server.exchanges().get(6).body()).contains("\"stream\":true");
    }
  }

  @Test
  void tellsWhatItCannot() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                json(
                    200,
                    "{\"choices\":[{\"message\":{\"content\":\"ready\",\"reasoning_content\":\"Hm.\"}}]}"),
                json(404, error("no such page")),
                json(200, text("About 21 million.")),
                json(400, error("response_format is not supported")),
                json(200, text("Call population.")),
                json(400, error("no streaming")));
        Teachers teachers = teachers(server.baseUrl())) {
      assertThat(new TeacherProbe(teachers).probe("t"))
          .filteredOn(result -> !result.ok())
          .containsExactly(
              new ProbeResult(
                  "usage", false, "the server counts no tokens; costs are estimated from the text"),
              new ProbeResult("context length", false, "HTTP 404: no such page"),
              new ProbeResult("tools", false, "no tool was called; replied: About 21 million."),
              new ProbeResult("json_schema", false, "HTTP 400: response_format is not supported"),
              new ProbeResult(
                  "json by prompt",
                  false,
                  "the reply holds no JSON object; replied: Call population."),
              new ProbeResult(
                  "setting", false, "neither tool calls nor JSON came: this teacher can't act"),
              new ProbeResult("streaming", false, "HTTP 400: no streaming"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "no call | {turn} | {turn} | fits: tools: json_schema, structured: json_schema",
        "no call | no JSON | {turn} | fits: tools: prompt, structured: prompt",
      })
  void tellsWhichSettingFitsATeacherWithoutToolCalls(
      String called, String bySchema, String byPrompt, String fits) throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                json(200, text("ready")),
                json(200, "{\"data\":[{\"id\":\"a.gguf\",\"meta\":{\"n_ctx\":8192}}]}"),
                json(200, text(called)),
                json(200, text(bySchema.replace("{turn}", TURN))),
                json(200, text(byPrompt.replace("{turn}", TURN))),
                json(400, error("no streaming")));
        Teachers teachers = teachers(server.baseUrl())) {
      assertThat(new TeacherProbe(teachers).probe("t"))
          .contains(
              new ProbeResult(
                  "context length",
                  false,
                  "8192 tokens (context_tokens: 32768; set it no higher than the server's)"),
              new ProbeResult(
                  "setting",
                  false,
                  fits + " (configured: tools: native, structured: json_schema)"));
    }
  }

  @Test
  void anUnreachableTeacherIsAResultToo() throws IOException {
    ScriptedServer server = new ScriptedServer();
    server.close();
    try (Teachers teachers = teachers(server.baseUrl())) {
      assertThat(new TeacherProbe(teachers).probe("t"))
          .singleElement()
          .satisfies(
              result -> {
                assertThat(result.name()).isEqualTo("reachable");
                assertThat(result.ok()).isFalse();
                assertThat(result.detail()).startsWith("connection refused: ");
              });
      assertThat(new TeacherProbe(teachers).probe("x"))
          .containsExactly(
              new ProbeResult("reachable", false, "there is no teacher 'x'; configured are [t]"));
    }
  }

  private Teachers teachers(String baseUrl) {
    return Teachers.builder(
            Map.of("t", TeacherConfig.builder("t").baseUrl(baseUrl).model("m").build()),
            Map.of(TeacherRole.ACTOR, RoleTeachers.only("t")))
        .protocols(Protocols.ALL)
        .sleeper(time)
        .clock(time)
        .build();
  }
}
