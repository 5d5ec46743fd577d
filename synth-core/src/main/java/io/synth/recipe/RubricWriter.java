package io.synth.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.agent.AnswerMatch;
import io.synth.agent.Sections;
import io.synth.model.Labelled;
import io.synth.model.Language;
import io.synth.model.RubricItem;
import io.synth.model.RubricItem.Role;
import io.synth.model.RubricItem.Sign;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Has a rubric written for a question as in Step-DeepResearch: items with their roles in one call;
 * in a second, fresh one the roles alone, from the bare criteria. Any disagreement discards it.
 */
final class RubricWriter {
  private RubricWriter() {}

  /**
   * Writes a rubric.
   *
   * @throws RecipeException with code {@code bad_rubric} when sign and role of an item contradict
   *     each other, an item is there twice or none is positive, and with {@code
   *     rubric_disagreement} when the second assessment differs
   */
  static List<RubricItem> write(String question, Language language, Writer writer)
      throws RecipeException {
    List<RubricItem> items =
        items(writer.ask("rubric", Sections.in(language).with("question", question)));
    validate(items);
    List<String> criteria = items.stream().map(RubricItem::criterion).toList();
    List<RubricItem> second =
        items(
            writer.ask(
                "rubric_roles",
                "rubric",
                Map.of(),
                Sections.in(language).with("question", question).numbered("criteria", criteria)));
    compare(items, second);
    return items;
  }

  private static void validate(List<RubricItem> items) throws RecipeException {
    Set<String> seen = new HashSet<>();
    for (RubricItem item : items) {
      if ((item.sign() == Sign.NEGATIVE) != (item.role() == Role.NEGATIVE)) {
        throw new RecipeException(
            "bad_rubric",
            "The rubric item '"
                + item.criterion()
                + "' has the sign "
                + item.sign().label()
                + " and the role "
                + item.role().label()
                + ".");
      }
      if (!seen.add(AnswerMatch.normal(item.criterion()))) {
        throw new RecipeException(
            "bad_rubric", "The rubric has the item '" + item.criterion() + "' twice.");
      }
    }
    if (items.stream().noneMatch(item -> item.sign() == Sign.POSITIVE)) {
      throw new RecipeException("bad_rubric", "The rubric has no positive item.");
    }
  }

  private static void compare(List<RubricItem> first, List<RubricItem> second)
      throws RecipeException {
    Map<String, RubricItem> byCriterion = new HashMap<>();
    second.forEach(item -> byCriterion.put(AnswerMatch.normal(item.criterion()), item));
    for (int i = 0; i < first.size(); i++) {
      RubricItem item = first.get(i);
      @Nullable RubricItem again = byCriterion.get(AnswerMatch.normal(item.criterion()));
      if (again == null && second.size() == first.size()) {
        again = second.get(i);
      }
      if (again == null || again.role() != item.role()) {
        throw new RecipeException(
            "rubric_disagreement",
            "The rubric item '"
                + item.criterion()
                + "' was written as "
                + item.role().label()
                + " and assessed as "
                + (again == null ? "missing" : again.role().label())
                + ".");
      }
    }
  }

  private static List<RubricItem> items(JsonNode reply) {
    List<RubricItem> items = new ArrayList<>();
    for (JsonNode item : reply.path("items")) {
      items.add(
          new RubricItem(
              Sections.line(item.path("criterion").asText()),
              Sections.line(item.path("dimension").asText()),
              item.path("weight").asDouble(),
              Labelled.of(Sign.class, item.path("sign").asText()),
              Labelled.of(Role.class, item.path("role").asText())));
    }
    return items;
  }
}
