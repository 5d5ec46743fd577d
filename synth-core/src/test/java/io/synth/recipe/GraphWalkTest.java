package io.synth.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.fake.ScriptedTeacher.Asked;
import io.synth.fake.Seeds;
import io.synth.model.Evidence;
import io.synth.model.Language;
import io.synth.model.Seed;
import io.synth.model.Task;
import io.synth.model.Triple;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A town, its river, the lake that the river flows into, and who charted the lake. */
class GraphWalkTest {
  private static final Seed SEED = Seeds.graph(Language.EN, "Brenfeld");
  private static final String QUESTION =
      "Who charted the lake that is fed by the river on which a northern market town lies?";

  private final RecipeRun run = new RecipeRun();

  @BeforeEach
  void townAndRiver() {
    run.graph
        .edge("e1", "lies on", "e2")
        .edge("e1", "in region", "e3")
        .edge("e1", "founded by", "e4")
        .edge("e2", "flows into", "e5")
        .edge("e5", "charted by", "e6")
        .names("e1", "Brenfeld")
        .names("e2", "Osk", "River Osk")
        .names("e3", "Marrow")
        .names("e4", "Ilse Korn")
        .names("e5", "Lake Vell")
        .names("e6", "Nils Arne", "N. Arne");
    for (int i = 1; i <= 6; i++) {
      run.graph.edge("f" + i, "in region", "e3").names("f" + i, "Farm" + i);
    }
    run.corpus
        .page("https://a.example/brenfeld", "Brenfeld", "Brenfeld lies on the [Osk](/osk).")
        .page("https://a.example/osk", "Osk", "A river. The Osk flows into Lake Vell.")
        .page("https://a.example/vell", "Lake Vell", "It was first charted by Nils Arne in 1871.");
  }

  @Test
  void asksForTheEndOfAPathOfConfirmedEdges() throws RecipeException {
    run.teacher
        .json("triple_evidence", GraphWalkTest::confirmAll)
        .json("graph_question", reply(QUESTION, "Nils Arne", 1, 2, 3));

    Task task = run.only("graph_walk", SEED);

    assertThat(task.prompt()).isEqualTo(QUESTION);
    assertThat(task.answer()).isEqualTo("Nils Arne");
    assertThat(task.aliases()).containsExactly("N. Arne");
    assertThat(task.formalization())
        .containsExactly(
            new Triple("Brenfeld", "lies on", "Osk"),
            new Triple("Osk", "flows into", "Lake Vell"),
            new Triple("Lake Vell", "charted by", "Nils Arne"));
    assertThat(task.evidence())
        .containsExactly(
            new Evidence(
                "https://a.example/brenfeld", "Brenfeld", "Brenfeld lies on the [Osk](/osk)."),
            new Evidence("https://a.example/osk", "Osk", "The Osk flows into Lake Vell."),
            new Evidence(
                "https://a.example/vell",
                "Lake Vell",
                "It was first charted by Nils Arne in 1871."));
    assertThat(task.hops()).isEqualTo(3);
    assertThat(task.writer()).isEqualTo("scripted-writer");
    assertThat(task.usage().calls()).isEqualTo(2);
    Asked asked = run.teacher.asked("graph_question").get(0);
    assertThat(asked.section("chain"))
        .isEqualTo(
            "1. Brenfeld | lies on | Osk\n2. Osk | flows into | Lake Vell\n"
                + "3. Lake Vell | charted by | Nils Arne");
    assertThat(asked.section("answer")).isEqualTo("Nils Arne");
    assertThat(asked.section("passages"))
        .startsWith("[1] Brenfeld: Brenfeld lies on the [Osk](/osk).\n[2] Osk: ");
  }

  @Test
  void sendsNoTripleWithoutPassageAndNoMoreThanABatchAtOnce() throws RecipeException {
    for (int i = 1; i <= 6; i++) {
      run.corpus.page(
          "https://a.example/f" + i,
          "Farm" + i,
          "Farm" + i + " lies in Marrow. Farm" + i + " supplies Depot" + i + ".");
      run.graph.edge("f" + i, "supplies", "d" + i).names("d" + i, "Depot" + i);
    }
    run.teacher
        .json("triple_evidence", GraphWalkTest::confirmAll)
        .json("triple_evidence", GraphWalkTest::confirmAll)
        .json("graph_question", reply(QUESTION, "N. Arne", 1, 2, 3));

    // Whichever path is chosen, the batches are what this is about.
    run.failure("graph_walk", SEED);

    List<Asked> batches = run.teacher.asked("triple_evidence");
    assertThat(batches).hasSize(2);
    assertThat(batches)
        .allSatisfy(
            batch ->
                assertThat(batch.section("triples").lines().count())
                    .isLessThanOrEqualTo(EdgeEvidence.BATCH))
        .allSatisfy(batch -> assertThat(batch.section("triples")).doesNotContain("Ilse Korn"));
  }

  @Test
  void triesAnotherPathWhenAQuestionIsNoGood() throws RecipeException {
    run.teacher
        .json("triple_evidence", GraphWalkTest::confirmAll)
        .json("graph_question", reply("Who charted Lake Vell?", "Nils Arne", 1, 2, 3))
        .json("graph_question", reply("Which lake takes the town's river?", "Lake Vell", 1, 2));

    assertThat(run.only("graph_walk", SEED).answer()).isEqualTo("Lake Vell");
  }

  @Test
  void letsTheQuestionNameTheStart() throws RecipeException {
    run.teacher
        .json("triple_evidence", GraphWalkTest::confirmAll)
        .json(
            "graph_question",
            reply("Who charted the lake fed by the river of Brenfeld?", "the N. Arne", 1, 2, 3));

    assertThat(run.only("graph_walk", SEED).answer()).isEqualTo("Nils Arne");
  }

  @Test
  void rejectsStartsThatAreUnknownOrUnfit() {
    assertThat(run.failure("graph_walk", Seeds.graph(Language.EN, "Nowhere")))
        .isEqualTo("no_entity: The knowledge graph has no entity 'Nowhere'.");
    assertThat(run.failure("graph_walk", Seeds.graph(Language.EN, "Nils Arne")))
        .isEqualTo(
            "unfit_start: The entity e6 has degree 1; a walk starts from one of degree 3 to 10.");
    for (int i = 0; i < 8; i++) {
      run.graph.edge("e1", "twinned with", "t" + i);
    }
    assertThat(run.failure("graph_walk", SEED))
        .isEqualTo(
            "unfit_start: The entity e1 has degree 11; a walk starts from one of degree 3 to 10.");
  }

  @Test
  void rejectsASmallNeighbourhoodAndGoesThroughNoHub() {
    run.settings = new RecipeSettings(3, 10, 10, 40, 6, 2, 4, 8, 300);

    assertThat(run.failure("graph_walk", SEED))
        .isEqualTo("small_subgraph: Only 6 entities can be reached from e1; a walk needs 10.");
  }

  @Test
  void rejectsASeedWhoseEdgesNoPageConfirms() {
    run.teacher.json("triple_evidence", "{\"items\":[]}");

    assertThat(run.failure("graph_walk", SEED))
        .isEqualTo("no_evidence: None of the 11 edges around e1 is confirmed by a page.");
  }

  @Test
  void takesNoConfirmationByAPassageThatNamesOtherThings() {
    run.teacher.json(
        "triple_evidence",
        "{\"items\":[{\"index\":1,\"supported\":true,\"passage\":3},"
            + "{\"index\":2,\"supported\":true,\"passage\":0},"
            + "{\"index\":9,\"supported\":true,\"passage\":1},"
            + "{\"index\":3,\"supported\":false,\"passage\":3}]}");

    assertThat(run.failure("graph_walk", SEED)).startsWith("no_evidence: ");
  }

  @Test
  void rejectsPathsThatAreTooShort() {
    run.teacher.json(
        "triple_evidence", asked -> "{\"items\":[{\"index\":1,\"supported\":true,\"passage\":1}]}");

    assertThat(run.failure("graph_walk", SEED))
        .isEqualTo(
            "no_path: No path of 2 to 4 confirmed edges leads from e1 over as many pages to an"
                + " entity that is no hub and no neighbour of it.");
  }

  @Test
  void rejectsPathsThatLeadToOtherEntitiesToo() {
    run.graph
        .edge("e2", "flows into", "e7")
        .names("e7", "Lake Ost")
        .edge("e7", "charted by", "e8")
        .names("e8", "Ada Quill");
    run.teacher.json("triple_evidence", GraphWalkTest::confirmAll);

    assertThat(run.failure("graph_walk", SEED))
        .isEqualTo(
            "ambiguous: None of the 2 paths from e1 determines its end: each leads to other"
                + " entities of the graph, too.");
  }

  @Test
  void rejectsQuestionsThatGiveThemselvesAway() {
    assertThat(failureOf(reply(QUESTION, "Lake Vell", 1, 2, 3)))
        .isEqualTo(
            "wrong_answer: The writer's answer 'Lake Vell' is not the end of the path, 'Nils"
                + " Arne'.");
    assertThat(failureOf(reply(QUESTION, "Nils Arne", 2, 3)))
        .isEqualTo(
            "few_hops: The question leaves triple 1 of the path's 3 out, so the path no longer"
                + " determines the answer.");
    assertThat(failureOf(reply("Did N. Arne chart a lake?", "Nils Arne", 1, 2, 3)))
        .isEqualTo("answer_leak: The question names its answer: Did N. Arne chart a lake?");
    assertThat(failureOf(reply("Who charted the lake of the Osk?", "Nils Arne", 1, 2, 3)))
        .isEqualTo(
            "name_leak: The question names the intermediate entity 'Osk': Who charted the lake of"
                + " the Osk?");
    assertThat(failureOf(reply("谁测绘了那座湖？", "Nils Arne", 1, 2, 3)))
        .isEqualTo(
            "wrong_language: The teacher did not write in the seed's language (en): 谁测绘了那座湖？");
  }

  @Test
  void keepsAQuestionWithAWordThatOnlyContainsAName() throws RecipeException {
    String question = "Who charted the lake below the Oskar mill town, fed by its river?";
    run.teacher
        .json("triple_evidence", GraphWalkTest::confirmAll)
        .json("graph_question", reply(question, "Nils Arne", 1, 2, 3));

    assertThat(run.only("graph_walk", SEED).prompt()).isEqualTo(question);
  }

  @Test
  void walksInChinese() throws RecipeException {
    run.graph.names("e1", "布伦费尔德").names("e2", "奥斯克河").names("e5", "维尔湖").names("e6", "阿恩");
    run.corpus
        .page("https://b.example/1", "布伦费尔德", "该镇历史悠久。布伦费尔德位于奥斯克河畔。")
        .page("https://b.example/2", "奥斯克河", "奥斯克河注入维尔湖。")
        .page("https://b.example/3", "维尔湖", "该湖由阿恩首次测绘。");
    run.teacher
        .json("triple_evidence", GraphWalkTest::confirmAll)
        .json("graph_question", reply("某集镇旁的河流注入一座湖，谁首次测绘了这座湖？", "阿恩", 1, 2, 3));

    Task task = run.only("graph_walk", Seeds.graph(Language.ZH, "布伦费尔德"));

    assertThat(task.language()).isEqualTo(Language.ZH);
    assertThat(task.evidence()).extracting(Evidence::quote).contains("布伦费尔德位于奥斯克河畔。");
    assertThat(run.teacher.asked("graph_question").get(0).last())
        .startsWith("<language>\nzh\n</language>");
  }

  /** The failure where only the path of three hops is long enough. */
  private static String failureOf(String reply) {
    GraphWalkTest town = new GraphWalkTest();
    town.townAndRiver();
    RecipeRun run = town.run;
    run.settings = new RecipeSettings(3, 10, 10, 40, 1000, 3, 3, 8, 300);
    run.teacher.json("triple_evidence", GraphWalkTest::confirmAll).json("graph_question", reply);
    return run.failure("graph_walk", SEED);
  }

  /** An honest writer: a triple is confirmed by the first passage that has both its names. */
  private static String confirmAll(Asked asked) {
    List<String> triples = asked.section("triples").lines().toList();
    List<String> passages = asked.section("passages").lines().toList();
    List<String> items = new ArrayList<>();
    for (int t = 0; t < triples.size(); t++) {
      String[] parts = triples.get(t).replaceFirst("^\\d+\\. ", "").split(" \\| ", -1);
      int passage = 0;
      for (int p = passages.size(); p >= 1; p--) {
        String text = passages.get(p - 1);
        passage = text.contains(parts[0]) && text.contains(parts[2]) ? p : passage;
      }
      items.add(
          "{\"index\":%d,\"supported\":%b,\"passage\":%d}".formatted(t + 1, passage > 0, passage));
    }
    return "{\"items\":[" + String.join(",", items) + "]}";
  }

  private static String reply(String question, String answer, int... triples) {
    return "{\"question\":\"%s\",\"answer\":\"%s\",\"triples\":[%s]}"
        .formatted(
            question,
            answer,
            IntStream.of(triples).mapToObj(String::valueOf).collect(Collectors.joining(",")));
  }
}
