package io.synth.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.agent.tool.Workspace.TodoItem;
import io.synth.teacher.ToolDefinition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The agent's list of what is to be done. A call is carried out whole or not at all. */
public final class TodoTool implements Tool {
  /** Most items of a list. */
  static final int ITEMS = 100;

  private static final ToolDefinition DEFINITION =
      new ToolDefinition(
          "todo",
          "Keeps the list of what is to be done. Items are added or changed by id: what an item leaves out"
              + " stays as it was; a new one needs its task. Gives the whole list; without items it only"
              + " shows it.",
          ToolSchema.read(
              """
              {
                "type": "object",
                "properties": {
                  "items": {
                    "type": "array",
                    "maxItems": 100,
                    "items": {
                      "type": "object",
                      "properties": {
                        "id": {"type": "string", "minLength": 1, "maxLength": 100},
                        "task": {"type": "string", "minLength": 1, "maxLength": 2000},
                        "status": {"enum": ["pending", "in_progress", "done", "cancelled"]},
                        "priority": {"enum": ["high", "medium", "low"]},
                        "details": {"type": "string", "maxLength": 4000},
                        "dependencies": {
                          "type": "array",
                          "items": {"type": "string"},
                          "maxItems": 100,
                          "description": "Ids of items that must be done first"
                        }
                      },
                      "required": ["id"],
                      "additionalProperties": false
                    }
                  }
                },
                "required": ["items"],
                "additionalProperties": false
              }
              """));

  @Override
  public ToolDefinition definition() {
    return DEFINITION;
  }

  @Override
  public ToolResult run(ObjectNode arguments, Workspace workspace) throws ToolException {
    Map<String, TodoItem> items = new LinkedHashMap<>(workspace.todos());
    for (JsonNode update : arguments.path("items")) {
      TodoItem item = updated(items.get(update.path("id").asText()), update);
      items.put(item.id(), item);
    }
    if (items.size() > ITEMS) {
      throw new ToolException(
          "the list would have " + items.size() + " items; the most is " + ITEMS);
    }
    refuseUnknownDependencies(items);
    refuseCycles(items);
    workspace.todos().putAll(items);
    return items.isEmpty()
        ? new ToolResult("The list is empty.", true)
        : ToolResult.of(
            items.values().stream().map(TodoTool::line).collect(Collectors.joining("\n")));
  }

  private static TodoItem updated(@Nullable TodoItem before, JsonNode update) throws ToolException {
    String id = update.path("id").asText();
    if (before == null && !update.has("task")) {
      throw new ToolException("item '" + id + "' is new, so it needs its task");
    }
    TodoItem base =
        before == null ? new TodoItem(id, "", "pending", "medium", "", List.of()) : before;
    List<String> dependencies = base.dependencies();
    if (update.has("dependencies")) {
      dependencies = new ArrayList<>();
      for (JsonNode dependency : update.path("dependencies")) {
        dependencies.add(dependency.asText());
      }
    }
    return new TodoItem(
        id,
        update.path("task").asText(base.task()),
        update.path("status").asText(base.status()),
        update.path("priority").asText(base.priority()),
        update.path("details").asText(base.details()),
        dependencies);
  }

  private static void refuseUnknownDependencies(Map<String, TodoItem> items) throws ToolException {
    for (TodoItem item : items.values()) {
      for (String dependency : item.dependencies()) {
        if (!items.containsKey(dependency)) {
          throw new ToolException(
              "item '"
                  + item.id()
                  + "' depends on '"
                  + dependency
                  + "', which is not on the list;"
                  + " there are "
                  + String.join(", ", items.keySet()));
        }
      }
    }
  }

  private static void refuseCycles(Map<String, TodoItem> items) throws ToolException {
    Set<String> sound = new HashSet<>();
    for (String id : items.keySet()) {
      visit(id, items, new ArrayDeque<>(), sound);
    }
  }

  private static void visit(
      String id, Map<String, TodoItem> items, Deque<String> path, Set<String> sound)
      throws ToolException {
    if (path.contains(id)) {
      List<String> cycle = new ArrayList<>(path);
      cycle = new ArrayList<>(cycle.subList(cycle.indexOf(id), cycle.size()));
      cycle.add(id);
      throw new ToolException(
          "the dependencies run in a circle: " + String.join(" → ", cycle) + "; leave one out");
    }
    TodoItem item = items.get(id);
    if (item == null || sound.contains(id)) {
      return;
    }
    path.addLast(id);
    for (String dependency : item.dependencies()) {
      visit(dependency, items, path, sound);
    }
    path.removeLast();
    sound.add(id);
  }

  private static String line(TodoItem item) {
    return "[%s] %s (%s): %s"
        .formatted(item.status(), item.id(), item.priority(), Lines.one(item.task()));
  }
}
