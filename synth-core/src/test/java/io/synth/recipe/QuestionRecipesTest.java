package io.synth.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.fake.Seeds;
import io.synth.model.Capability;
import io.synth.model.Claim;
import io.synth.model.Claim.Verdict;
import io.synth.model.Evidence;
import io.synth.model.Language;
import io.synth.model.RubricItem;
import io.synth.model.Seed;
import io.synth.model.Task;
import io.synth.model.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionRecipesTest {
  private static final String QUESTION = "Which river does the town of Brenfeld lie on?";
  private static final String OPEN = "How do ports compare in shore power?";
  private static final RubricItem ITEM =
      new RubricItem(
          "Names ports.", "coverage", 1, RubricItem.Sign.POSITIVE, RubricItem.Role.EXPLICIT);

  private final RecipeRun run = new RecipeRun();

  @Test
  void makesAReflectionTaskWhereTheCorpusHasEvidenceOfTheAnswer() throws RecipeException {
    run.corpus
        .page("https://a.example/1", "Brenfeld", "A town. Brenfeld lies on the river Osk. Old.")
        .page("https://a.example/2", "Osk", "The Osk has trout. Brenfeld has none.");

    Task task = run.only("error_reflection", Seeds.question(Language.EN, QUESTION, "Osk"));

    assertThat(task.capability()).isEqualTo(Capability.VERIFICATION);
    assertThat(task.prompt()).isEqualTo(QUESTION);
    assertThat(task.answer()).isEqualTo("Osk");
    assertThat(task.evidence())
        .containsExactly(
            new Evidence("https://a.example/1", "Brenfeld", "Brenfeld lies on the river Osk."));
    assertThat(task.usage()).isEqualTo(Usage.NONE);
    assertThat(run.teacher.asked()).isEmpty();
  }

  @Test
  void findsEvidenceInChinese() throws RecipeException {
    run.corpus.page("https://b.example/1", "布伦费尔德", "布伦费尔德是集镇。该镇位于奥斯克河畔。");

    Task task = run.only("error_reflection", Seeds.question(Language.ZH, "布伦费尔德位于哪条河边？", "奥斯克河"));

    assertThat(task.evidence()).extracting(Evidence::quote).containsExactly("该镇位于奥斯克河畔。");
  }

  @Test
  void rejectsQuestionsWithoutAnswerOrEvidence() {
    run.corpus
        .page("https://a.example/1", "Brenfeld", "Brenfeld lies on a river. Oskar was here.")
        .page("https://a.example/2", "Fish", "The Osk has trout.");

    assertThat(run.failure("error_reflection", Seeds.question(Language.EN, QUESTION, null)))
        .isEqualTo(
            "no_answer: The seed has no question with a known answer: add \"answer\" to it.");
    assertThat(run.failure("error_reflection", Seeds.question(Language.EN, QUESTION, "Osk")))
        .isEqualTo(
            "no_evidence: No page of the corpus relates the answer 'Osk' to the question: "
                + QUESTION);
  }

  @Test
  void givesTheParagraphAndItsNumberedPoints() throws RecipeException {
    Claim first = new Claim("The Osk is long.", Verdict.SUPPORT);
    Claim second = new Claim("The Osk\nis deep.", Verdict.REFUTE);

    Task task =
        run.only("fact_check", Seeds.paragraph(Language.EN, "The Osk {{x}}.", first, second));

    assertThat(task.prompt())
        .endsWith(
            "Paragraph:\nThe Osk {{x}}.\n\nPoints:\n1. The Osk is long.\n2. The Osk is deep.");
    assertThat(task.claims()).containsExactly(first, second);
    assertThat(run.only("fact_check", Seeds.paragraph(Language.ZH, "奥斯克河很长。", first)).prompt())
        .startsWith("请核查下面这段文字。");
  }

  @Test
  void rejectsParagraphsWithoutTextOrClaims() {
    assertThat(run.failure("fact_check", Seeds.paragraph(Language.EN, " ")))
        .isEqualTo("no_text: The seed has no paragraph to verify.");
    assertThat(run.failure("fact_check", Seeds.paragraph(Language.EN, "Text.")))
        .isEqualTo("no_claims: The seed has no judged claims to compare the findings with.");
  }

  @Test
  void judgesResearchByTheKnownAnswerOrTheUsersRubricWithoutTheWriter() throws RecipeException {
    Task answered = run.only("deep_research", Seeds.question(Language.EN, QUESTION, "Osk"));
    Task rubric = run.only("deep_research", Seeds.question(Language.EN, OPEN, null, List.of(ITEM)));

    assertThat(answered.capability()).isEqualTo(Capability.END_TO_END);
    assertThat(answered.answer()).isEqualTo("Osk");
    assertThat(answered.rubric()).isEmpty();
    assertThat(rubric.answer()).isNull();
    assertThat(rubric.rubric()).containsExactly(ITEM);
    assertThat(rubric.writer()).isEmpty();
    assertThat(run.teacher.asked()).isEmpty();
  }

  @Test
  void hasARubricWrittenForAnOpenQuestion() throws RecipeException {
    run.teacher.json("rubric", ReportRecipesTest.RUBRIC).json("rubric", ReportRecipesTest.RUBRIC);

    Task task = run.only("deep_research", open());

    assertThat(task.rubric()).hasSize(3);
    assertThat(task.rubric().get(2).sign()).isEqualTo(RubricItem.Sign.NEGATIVE);
    assertThat(task.writer()).isEqualTo("scripted-writer");
    assertThat(task.usage().calls()).isEqualTo(2);
  }

  @Test
  void comparesReassessedItemsByPlaceWhereTheirWordingChanged() throws RecipeException {
    run.teacher
        .json("rubric", ReportRecipesTest.RUBRIC)
        .json("rubric", ReportRecipesTest.RUBRIC.replace("Compares the ports.", "Compares ports"));

    assertThat(run.only("deep_research", open()).rubric()).hasSize(3);
  }

  @Test
  void discardsARubricOnAnyDisagreement() {
    run.teacher
        .json("rubric", ReportRecipesTest.RUBRIC)
        .json("rubric", ReportRecipesTest.RUBRIC.replace("implicit", "explicit"));

    assertThat(run.failure("deep_research", open()))
        .isEqualTo(
            "rubric_disagreement: The rubric item 'Names the data's dates.' was written as implicit"
                + " and assessed as explicit.");
  }

  @Test
  void discardsARubricThatContradictsItself() {
    run.teacher
        .json("rubric", ReportRecipesTest.RUBRIC.replace("\"implicit\"", "\"negative\""))
        .json("rubric", ReportRecipesTest.RUBRIC.replace("Repeats itself.", "compares the ports"))
        .json(
            "rubric",
            ReportRecipesTest.RUBRIC
                .replace("positive", "negative")
                .replaceAll("explicit|implicit", "negative"));

    assertThat(run.failure("deep_research", open()))
        .isEqualTo(
            "bad_rubric: The rubric item 'Names the data's dates.' has the sign positive and the"
                + " role negative.");
    assertThat(run.failure("deep_research", open()))
        .isEqualTo("bad_rubric: The rubric has the item 'compares the ports' twice.");
    assertThat(run.failure("deep_research", open()))
        .isEqualTo("bad_rubric: The rubric has no positive item.");
  }

  private static Seed open() {
    return Seeds.question(Language.EN, OPEN, null);
  }
}
