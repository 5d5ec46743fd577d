package io.synth.fake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.synth.agent.ToolOutcome;
import io.synth.agent.ToolRunner;
import io.synth.agent.tool.Workspace;
import io.synth.corpus.Page;
import io.synth.model.ToolCall;
import io.synth.teacher.ToolDefinition;
import java.util.List;
import java.util.Optional;

/** A search and an open tool of one query and one address each, over the workspace's corpus. */
public final class FakeTools implements ToolRunner {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A call of the search tool. */
  public static ToolCall search(String query) {
    return ToolCall.of("call-search", "search", "{\"query\":\"" + query + "\"}");
  }

  /** A call of the open tool. */
  public static ToolCall open(String url) {
    return ToolCall.of("call-open", "open", "{\"url\":\"" + url + "\"}");
  }

  @Override
  public List<ToolDefinition> definitions() {
    JsonNode parameters = JsonNodeFactory.instance.objectNode().put("type", "object");
    return List.of(
        new ToolDefinition("search", "Searches.", parameters),
        new ToolDefinition("open", "Opens a page.", parameters));
  }

  @Override
  public ToolOutcome run(ToolCall call, Workspace workspace) {
    JsonNode arguments;
    try {
      arguments = JSON.readTree(call.function().arguments());
    } catch (JsonProcessingException e) {
      return ToolOutcome.failed("the arguments are no JSON object");
    }
    if (call.function().name().equals("search")) {
      List<String> urls =
          workspace.corpus().search(arguments.path("query").asText(), 5).stream()
              .map(hit -> hit.url())
              .toList();
      return urls.isEmpty()
          ? new ToolOutcome("No results.", false, true)
          : ToolOutcome.of(String.join("\n", urls));
    }
    Optional<Page> page = workspace.corpus().open(arguments.path("url").asText());
    page.ifPresent(workspace::opened);
    return page.map(found -> ToolOutcome.of(found.id() + "\n" + found.text()))
        .orElseGet(() -> ToolOutcome.failed("there is no such page"));
  }
}
