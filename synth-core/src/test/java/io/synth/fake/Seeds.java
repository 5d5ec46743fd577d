package io.synth.fake;

import io.synth.model.Capability;
import io.synth.model.Claim;
import io.synth.model.Language;
import io.synth.model.RubricItem;
import io.synth.model.Seed;
import io.synth.model.SeedKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Seeds of each kind, with the fields a test is about. */
public final class Seeds {
  private Seeds() {}

  /** A question with its answer, if it has one. */
  public static Seed question(Language language, String question, @Nullable String answer) {
    return question(language, question, answer, List.of());
  }

  /** A question with a rubric. */
  public static Seed question(
      Language language, String question, @Nullable String answer, List<RubricItem> rubric) {
    return seed(
        SeedKind.QUESTION,
        language,
        question,
        answer,
        rubric,
        null,
        null,
        null,
        List.of(),
        null,
        List.of(),
        List.of());
  }

  /** A source report. */
  public static Seed report(
      Language language, String title, @Nullable String abstractText, String text) {
    return seed(
        SeedKind.REPORT,
        language,
        null,
        null,
        List.of(),
        title,
        abstractText,
        text,
        List.of(),
        null,
        List.of(),
        List.of());
  }

  /** An entity of a graph. */
  public static Seed graph(Language language, String entity) {
    return seed(
        SeedKind.GRAPH,
        language,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        List.of(),
        entity,
        List.of(),
        List.of());
  }

  /** Pages to walk from. */
  public static Seed documents(Language language, String... urls) {
    return seed(
        SeedKind.DOCUMENTS,
        language,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        List.of(),
        null,
        List.of(urls),
        List.of());
  }

  /** A paragraph with judged claims. */
  public static Seed paragraph(Language language, String text, Claim... claims) {
    return seed(
        SeedKind.PARAGRAPH,
        language,
        null,
        null,
        List.of(),
        null,
        null,
        text,
        List.of(claims),
        null,
        List.of(),
        List.of());
  }

  /** A seed of a kind that is for these capabilities only. */
  public static Seed restricted(SeedKind kind, Capability... capabilities) {
    return seed(
        kind,
        Language.EN,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        List.of(),
        null,
        List.of(),
        List.of(capabilities));
  }

  private static Seed seed(
      SeedKind kind,
      Language language,
      @Nullable String question,
      @Nullable String answer,
      List<RubricItem> rubric,
      @Nullable String title,
      @Nullable String abstractText,
      @Nullable String text,
      List<Claim> claims,
      @Nullable String entity,
      List<String> urls,
      List<Capability> capabilities) {
    return new Seed(
        "seed-1",
        "seed-1",
        kind,
        language,
        capabilities,
        "seeds.jsonl",
        1,
        question,
        answer,
        List.of(),
        rubric,
        title,
        abstractText,
        text,
        claims,
        entity == null ? null : "graph",
        entity,
        urls);
  }
}
