package io.synth.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The teachers of a role by name, each with its weight: the share of the work items that it gets. 0
 * for a spare, which acts only where the others cannot be had. In the configuration a single name,
 * or a mapping of names to weights.
 */
public record RoleTeachers(SortedMap<String, Double> weights) {
  public RoleTeachers {
    weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
  }

  /** A single teacher. */
  public static RoleTeachers only(String name) {
    return new RoleTeachers(new TreeMap<>(Map.of(name, 1.0)));
  }

  /** As the configuration names them. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static RoleTeachers of(JsonNode written) {
    if (written.isTextual()) {
      return only(written.asText());
    }
    SortedMap<String, Double> weights = new TreeMap<>();
    written
        .properties()
        .forEach(teacher -> weights.put(teacher.getKey(), teacher.getValue().asDouble()));
    return new RoleTeachers(weights);
  }

  /** A single teacher as its name, several as a mapping. */
  @JsonValue
  JsonNode written() {
    if (weights.size() == 1) {
      return JsonNodeFactory.instance.textNode(weights.firstKey());
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    weights.forEach((name, weight) -> node.set(name, DoubleNode.valueOf(weight)));
    return node;
  }

  /** Their names; those with the greatest weight first. */
  public List<String> names() {
    return weights.keySet().stream()
        .sorted(Comparator.comparing((String name) -> -share(name)).thenComparing(name -> name))
        .toList();
  }

  /** The share of the work items that a teacher gets, from 0 to 1. */
  public double share(String name) {
    double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    return sum == 0 ? 0 : weights.getOrDefault(name, 0.0) / sum;
  }
}
