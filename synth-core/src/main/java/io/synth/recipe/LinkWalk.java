package io.synth.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.agent.Sections;
import io.synth.model.Capability;
import io.synth.model.Language;
import io.synth.model.Seed;
import io.synth.model.SeedKind;
import io.synth.model.Task;
import io.synth.recipe.LinkWalker.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The multi-document synthesis of Step-DeepResearch: a walk along links with no known target, whose
 * facts then give a question that needs several of its pages.
 */
final class LinkWalk implements Recipe {
  @Override
  public String name() {
    return "link_walk";
  }

  @Override
  public Capability capability() {
    return Capability.SEARCH;
  }

  @Override
  public SeedKind seedKind() {
    return SeedKind.DOCUMENTS;
  }

  @Override
  public List<Task> tasks(Seed seed, RecipeContext context) throws RecipeException {
    Writer writer = new Writer(context.teachers());
    int leastPages = Math.max(2, context.settings().minHops());
    List<Fact> facts =
        new LinkWalker(context, seed.language(), writer)
            .walk(Shuffled.of(seed.urls(), context.random()));
    if (pages(facts) < leastPages) {
      throw new RecipeException(
          "short_walk",
          "The walk found facts with a quote on "
              + pages(facts)
              + " pages; a question needs "
              + leastPages
              + ".");
    }
    Map<String, String> hops =
        Map.of(
            "min", Integer.toString(leastPages),
            "max", Integer.toString(Math.max(leastPages, context.settings().maxHops())));
    JsonNode reply =
        writer.ask(
            "walk_question",
            "walk_question",
            hops,
            Sections.in(seed.language())
                .numbered("facts", facts.stream().map(LinkWalk::line).toList()));
    List<Fact> used = used(reply, facts);
    String question = reply.path("question").asText().strip();
    String answer = reply.path("answer").asText().strip();
    validate(seed.language(), question, answer, used, leastPages);
    return List.of(
        writer.sign(
            Task.builder(seed, capability(), name(), question)
                .answer(answer)
                .evidence(used.stream().map(Fact::evidence).distinct().toList())
                .formalization(used.stream().map(Fact::triple).distinct().toList())
                .hops(pages(used))));
  }

  private static void validate(
      Language language, String question, String answer, List<Fact> used, int leastPages)
      throws RecipeException {
    WrittenIn.require(language, question);
    if (pages(used) < leastPages) {
      throw new RecipeException(
          "few_hops",
          "The question uses facts of "
              + pages(used)
              + " pages; it needs "
              + leastPages
              + ": "
              + question);
    }
    boolean onPage =
        used.stream()
            .map(Fact::page)
            .anyMatch(page -> Mentions.any(page.title() + "\n" + page.text(), List.of(answer)));
    if (!onPage) {
      throw new RecipeException(
          "answer_not_found",
          "The answer '" + answer + "' stands on none of the pages that the question uses.");
    }
    if (Mentions.any(question, List.of(answer))) {
      throw new RecipeException("answer_leak", "The question names its answer: " + question);
    }
  }

  private static List<Fact> used(JsonNode reply, List<Fact> facts) {
    TreeSet<Integer> numbers = new TreeSet<>();
    reply.path("facts").forEach(number -> numbers.add(number.asInt()));
    List<Fact> used = new ArrayList<>();
    for (int number : numbers) {
      if (number >= 1 && number <= facts.size()) {
        used.add(facts.get(number - 1));
      }
    }
    return used;
  }

  private static int pages(List<Fact> facts) {
    return (int) facts.stream().map(fact -> fact.page().url()).distinct().count();
  }

  private static String line(Fact fact) {
    return EdgeEvidence.line(fact.triple()) + " | " + fact.page().url();
  }
}
