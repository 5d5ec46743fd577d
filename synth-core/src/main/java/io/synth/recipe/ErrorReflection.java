package io.synth.recipe;

import io.synth.agent.Acting;
import io.synth.corpus.Corpus;
import io.synth.corpus.Page;
import io.synth.corpus.SearchHit;
import io.synth.model.Capability;
import io.synth.model.Seed;
import io.synth.model.SeedKind;
import io.synth.model.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The error-reflection recipe of Step-DeepResearch: a question with a known answer that the corpus
 * holds evidence for, acted out with reflection on wrong results. Without evidence a wrong result
 * could not be put right by looking again.
 */
final class ErrorReflection implements Recipe {
  private static final int HITS = 5;
  private static final int MOST_PASSAGES = 3;

  @Override
  public String name() {
    return "error_reflection";
  }

  @Override
  public Capability capability() {
    return Capability.VERIFICATION;
  }

  @Override
  public SeedKind seedKind() {
    return SeedKind.QUESTION;
  }

  @Override
  public Acting acting() {
    return Acting.REFLECT;
  }

  @Override
  public List<Task> tasks(Seed seed, RecipeContext context) throws RecipeException {
    String question = seed.question() == null ? "" : seed.question().strip();
    String answer = seed.answer() == null ? "" : seed.answer().strip();
    if (question.isEmpty() || answer.isEmpty()) {
      throw new RecipeException(
          "no_answer", "The seed has no question with a known answer: add \"answer\" to it.");
    }
    List<String> names = new ArrayList<>(List.of(answer));
    names.addAll(seed.aliases());
    List<Passage> passages = passages(question, names, context.corpus());
    if (passages.isEmpty()) {
      throw new RecipeException(
          "no_evidence",
          "No page of the corpus relates the answer '" + answer + "' to the question: " + question);
    }
    return List.of(
        Task.builder(seed, capability(), name(), question)
            .answer(answer)
            .aliases(seed.aliases())
            .evidence(passages.stream().map(Passage::evidence).toList())
            .build());
  }

  /** Passages that name the answer and share words with the question, the most words first. */
  private static List<Passage> passages(String question, List<String> names, Corpus corpus) {
    Set<String> urls = new LinkedHashSet<>();
    for (String query : List.of(question, names.get(0) + " " + question)) {
      corpus.search(query, HITS).stream().map(SearchHit::url).forEach(urls::add);
    }
    record Scored(Passage passage, int shared) {}
    Set<String> asked = QuestionTerms.of(question);
    names.forEach(name -> asked.removeAll(QuestionTerms.of(name)));
    List<Scored> scored = new ArrayList<>();
    for (String url : urls) {
      List<Passage> naming =
          corpus.open(url).map((Page page) -> Passage.naming(page, names)).orElse(List.of());
      for (Passage passage : naming) {
        Set<String> shared = QuestionTerms.of(passage.title() + "\n" + passage.quote());
        shared.retainAll(asked);
        if (!shared.isEmpty()) {
          scored.add(new Scored(passage, shared.size()));
        }
      }
    }
    return scored.stream()
        .sorted(Comparator.comparing(one -> -one.shared()))
        .limit(MOST_PASSAGES)
        .map(Scored::passage)
        .toList();
  }
}
