package io.synth.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.corpus.SearchHit;
import io.synth.corpus.SourceId;
import io.synth.teacher.ToolDefinition;
import java.util.List;

/** Searches the corpus for several queries at once. */
public final class BatchSearch implements Tool {
  private static final int DEFAULT_LIMIT = 5;
  private static final ToolDefinition DEFINITION =
      new ToolDefinition(
          "batch_search",
          "Searches the web for up to 5 queries at once. For each query it lists pages, the best first,"
              + " with title, address, id for citations, publisher, date, kind of publisher and the passage"
              + " that fits the query best. Queries may be in English or Chinese.",
          ToolSchema.read(
              """
              {
                "type": "object",
                "properties": {
                  "queries": {
                    "type": "array",
                    "items": {"type": "string", "minLength": 1},
                    "minItems": 1,
                    "maxItems": 5,
                    "description": "What to search for"
                  },
                  "limit": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 10,
                    "default": 5,
                    "description": "Most results for each query"
                  }
                },
                "required": ["queries"],
                "additionalProperties": false
              }
              """));

  @Override
  public ToolDefinition definition() {
    return DEFINITION;
  }

  @Override
  public ToolResult run(ObjectNode arguments, Workspace workspace) {
    int limit = arguments.path("limit").asInt(DEFAULT_LIMIT);
    StringBuilder text = new StringBuilder();
    boolean empty = true;
    int number = 1;
    for (JsonNode query : arguments.path("queries")) {
      List<SearchHit> hits = workspace.corpus().search(query.asText(), limit);
      text.append(number == 1 ? "" : "\n\n");
      text.append("## Query ").append(number++).append(": ").append(Lines.one(query.asText()));
      if (hits.isEmpty()) {
        text.append("\nNo results.");
      }
      for (int i = 0; i < hits.size(); i++) {
        append(i + 1, hits.get(i), text);
      }
      empty &= hits.isEmpty();
    }
    return new ToolResult(text.toString(), empty);
  }

  private static void append(int rank, SearchHit hit, StringBuilder text) {
    text.append('\n')
        .append(rank)
        .append(". [")
        .append(Lines.one(hit.title()).replace('[', '(').replace(']', ')'))
        .append("](")
        .append(hit.url())
        .append(")\n   id: ")
        .append(SourceId.of(hit.url()))
        .append(" | publisher: ")
        .append(Lines.orUnknown(hit.publisher()))
        .append(" | date: ")
        .append(Lines.orUnknown(hit.date()))
        .append(" | authority: ")
        .append(hit.authority().label())
        .append("\n   ")
        .append(Lines.one(hit.snippet()));
  }
}
