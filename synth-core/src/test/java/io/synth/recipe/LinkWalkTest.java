package io.synth.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.fake.Seeds;
import io.synth.model.Evidence;
import io.synth.model.Language;
import io.synth.model.Seed;
import io.synth.model.Task;
import io.synth.model.Triple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkWalkTest {
  private static final String MILL = "https://a.example/mill";
  private static final String TOWN = "https://a.example/town";
  private static final Seed SEED = Seeds.documents(Language.EN, MILL);
  private static final String BUILT =
      fact("Korn mill", "built by", "Ilse Korn", "the mill was  BUILT by Ilse Korn");
  private static final String BORN =
      fact("Ilse Korn", "born in", "Brenfeld", "Ilse Korn was born in Brenfeld");
  private static final String QUESTION = "Where was the builder of a northern mill born?";

  private final RecipeRun run = new RecipeRun();

  @BeforeEach
  void pages() {
    run.corpus
        .page(
            MILL,
            "The mill",
            "In 1871 the mill was **built** by [Ilse Korn](" + TOWN + "). See [gone](https://x).")
        .page(TOWN, "Ilse Korn", "Ilse Korn was born in Brenfeld. Back to [mill](" + MILL + ").");
  }

  @Test
  void asksForAFactThatNeedsSeveralPagesOfTheWalk() throws RecipeException {
    run.teacher
        .json("walk_step", step(TOWN, BUILT))
        .json("walk_step", step("", BORN))
        .json("walk_question", question(QUESTION, "Brenfeld", "1,2"));

    Task task = run.only("link_walk", SEED);

    assertThat(task.prompt()).isEqualTo(QUESTION);
    assertThat(task.answer()).isEqualTo("Brenfeld");
    assertThat(task.hops()).isEqualTo(2);
    assertThat(task.formalization())
        .containsExactly(
            new Triple("Korn mill", "built by", "Ilse Korn"),
            new Triple("Ilse Korn", "born in", "Brenfeld"));
    assertThat(task.evidence())
        .containsExactly(
            new Evidence(MILL, "The mill", "the mill was **built** by [Ilse Korn](" + TOWN + ")."),
            new Evidence(TOWN, "Ilse Korn", "Ilse Korn was born in Brenfeld."));
    assertThat(task.usage().calls()).isEqualTo(3);
    var first = run.teacher.asked("walk_step").get(0);
    assertThat(first.section("page")).startsWith("The mill\n" + MILL + "\nIn 1871 the mill");
    assertThat(first.section("links")).isEqualTo("[Ilse Korn](" + TOWN + ")\n[gone](https://x)");
    assertThat(first.section("visited")).isEqualTo(MILL);
    assertThat(first.section("steps_left")).isEqualTo("7");
    var second = run.teacher.asked("walk_step").get(1);
    assertThat(second.section("visited")).isEqualTo(MILL + "\n" + TOWN);
    assertThat(second.section("links")).isEmpty();
    assertThat(run.teacher.asked("walk_question").get(0).section("facts"))
        .isEqualTo(
            "1. Korn mill | built by | Ilse Korn | "
                + MILL
                + "\n2. Ilse Korn | born in | Brenfeld | "
                + TOWN);
  }

  @Test
  void asksAgainWithoutALinkThatCannotBeOpened() throws RecipeException {
    run.teacher
        .json("walk_step", step("https://x", BUILT))
        .json("walk_step", step(TOWN, BUILT))
        .json("walk_step", step("", BORN))
        .json("walk_question", question(QUESTION, "Brenfeld", "1,2"));

    assertThat(run.only("link_walk", SEED).formalization()).hasSize(2);
    assertThat(run.teacher.asked("walk_step").get(1).section("links"))
        .isEqualTo("[Ilse Korn](" + TOWN + ")");
  }

  @Test
  void dropsFactsWhoseQuoteIsNotOnThePage() {
    run.teacher
        .json("walk_step", step(TOWN, fact("Mill", "height", "31 m", "The mill is 31 m high")))
        .json("walk_step", step("", BORN));

    assertThat(run.failure("link_walk", SEED))
        .isEqualTo("short_walk: The walk found facts with a quote on 1 pages; a question needs 2.");
  }

  @Test
  void followsNoLinkThatThePageDoesNotHave() {
    run.teacher.json("walk_step", step("https://evil.example/", BUILT));

    assertThat(run.failure("link_walk", SEED)).startsWith("short_walk: ");
  }

  @Test
  void endsTheWalkAtTheStepLimit() {
    run.settings = new RecipeSettings(3, 10, 10, 40, 1000, 2, 4, 1, 300);
    run.teacher.json("walk_step", step(TOWN, BUILT));

    assertThat(run.failure("link_walk", SEED)).startsWith("short_walk: ");
    assertThat(run.teacher.asked("walk_step").get(0).section("links")).isEmpty();
    assertThat(run.teacher.asked("walk_step").get(0).section("steps_left")).isEqualTo("0");
  }

  @Test
  void rejectsSeedsWithoutAPage() {
    assertThat(run.failure("link_walk", Seeds.documents(Language.EN, "https://x")))
        .isEqualTo("no_page: None of the seed's pages can be opened: https://x");
  }

  @Test
  void rejectsQuestionsThatAreNoGood() {
    assertThat(failureOf(question(QUESTION, "Brenfeld", "2,2,7")))
        .isEqualTo("few_hops: The question uses facts of 1 pages; it needs 2: " + QUESTION);
    assertThat(failureOf(question(QUESTION, "Tarnow", "1,2")))
        .isEqualTo(
            "answer_not_found: The answer 'Tarnow' stands on none of the pages that the question"
                + " uses.");
    assertThat(failureOf(question("Was she born in Brenfeld?", "Brenfeld", "1,2")))
        .isEqualTo("answer_leak: The question names its answer: Was she born in Brenfeld?");
    assertThat(failureOf(question("建造者出生在哪里？", "Brenfeld", "1,2"))).startsWith("wrong_language: ");
  }

  @Test
  void walksInChinese() throws RecipeException {
    run.corpus
        .page("https://b.example/1", "磨坊", "磨坊由[科恩](https://b.example/2)建造。")
        .page("https://b.example/2", "科恩", "科恩生于布伦费尔德。");
    run.teacher
        .json("walk_step", step("https://b.example/2", fact("磨坊", "建造者", "科恩", "磨坊由科恩建造")))
        .json("walk_step", step("", fact("科恩", "生于", "布伦费尔德", "科恩生于布伦费尔德")))
        .json("walk_question", question("某磨坊的建造者生于何处？", "布伦费尔德", "1,2"));

    Task task = run.only("link_walk", Seeds.documents(Language.ZH, "https://b.example/1"));

    assertThat(task.evidence())
        .extracting(Evidence::quote)
        .containsExactly("磨坊由[科恩](https://b.example/2)建造。", "科恩生于布伦费尔德。");
  }

  private static String failureOf(String question) {
    LinkWalkTest walk = new LinkWalkTest();
    walk.pages();
    walk.run
        .teacher
        .json("walk_step", step(TOWN, BUILT))
        .json("walk_step", step("", BORN))
        .json("walk_question", question);
    return walk.run.failure("link_walk", SEED);
  }

  private static String fact(String subject, String relation, String object, String quote) {
    return "{\"subject\":\"%s\",\"relation\":\"%s\",\"object\":\"%s\",\"quote\":\"%s\"}"
        .formatted(subject, relation, object, quote);
  }

  private static String step(String next, String fact) {
    return "{\"facts\":[%s],\"next\":\"%s\"}".formatted(fact, next);
  }

  private static String question(String question, String answer, String facts) {
    return "{\"question\":\"%s\",\"answer\":\"%s\",\"facts\":[%s]}"
        .formatted(question, answer, facts);
  }
}
