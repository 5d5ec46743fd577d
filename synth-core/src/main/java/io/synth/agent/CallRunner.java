package io.synth.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.synth.agent.tool.Workspace;
import io.synth.model.Language;
import io.synth.model.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs tool calls and notices calls that repeat themselves: where the same call gave the same
 * result twice, a third one is answered with a notice. The call is run all the same, since files
 * and to-do lists change between calls.
 */
final class CallRunner {
  private static final int SAME_RESULTS = 2;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private final ToolRunner tools;
  private final Workspace workspace;
  private final Language language;
  private final Map<String, List<String>> results = new HashMap<>();

  CallRunner(ToolRunner tools, Workspace workspace, Language language) {
    this.tools = tools;
    this.workspace = workspace;
    this.language = language;
  }

  ToolOutcome run(ToolCall call) {
    ToolOutcome outcome = tools.run(call, workspace);
    List<String> before = results.computeIfAbsent(key(call), key -> new ArrayList<>());
    int same = 0;
    for (int i = before.size() - 1; i >= 0 && before.get(i).equals(outcome.text()); i--) {
      same++;
    }
    before.add(outcome.text());
    return same < SAME_RESULTS
        ? outcome
        : new ToolOutcome(
            AgentPrompts.text("repeated_call", language, Map.of("times", Integer.toString(same))),
            outcome.error(),
            outcome.empty());
  }

  /** Name and arguments, whatever their order and spacing. */
  private static String key(ToolCall call) {
    String arguments = call.function().arguments();
    try {
      arguments = JSON.writeValueAsString(JSON.readValue(arguments, Object.class));
    } catch (JsonProcessingException e) {
      // Arguments that are no JSON are compared as they are.
      arguments = arguments.strip();
    }
    return call.function().name() + "\n" + arguments;
  }
}
