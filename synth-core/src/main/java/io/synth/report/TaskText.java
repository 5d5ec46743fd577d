package io.synth.report;

import io.synth.model.Claim;
import io.synth.model.Evidence;
import io.synth.model.RubricItem;
import io.synth.model.Task;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What was asked, and what a right outcome is. */
final class TaskText {
  private static final String GUTTER = "  ";

  private TaskText() {}

  static void write(@Nullable Task task, TerminalPage page) {
    page.heading(StyledText.of("task", Ink.STRONG));
    if (task == null) {
      page.text(GUTTER, StyledText.of("The run no longer has this task.", Ink.DIM));
      return;
    }
    page.text(GUTTER, StyledText.of(task.prompt()));
    String context = task.context();
    if (context != null) {
      part(page, "context");
      page.excerpt(GUTTER, StyledText.of(context));
    }
    String answer = task.answer();
    if (answer != null) {
      part(page, "expected");
      StyledText text = StyledText.of(answer, Ink.STRONG);
      if (!task.aliases().isEmpty()) {
        text.add(" · also " + String.join(" · ", task.aliases()), Ink.DIM);
      }
      page.text(GUTTER, text);
    }
    plan(task.plan(), page);
    claims(task.claims(), page);
    rubric(task.rubric(), page);
    evidence(task.evidence(), page);
  }

  private static void part(TerminalPage page, String name) {
    page.text(GUTTER, StyledText.of(name, Ink.DIM));
  }

  private static void plan(List<String> plan, TerminalPage page) {
    if (plan.isEmpty()) {
      return;
    }
    part(page, "plan");
    for (int i = 0; i < plan.size(); i++) {
      page.item(GUTTER, StyledText.of((i + 1) + ". "), StyledText.of(plan.get(i)));
    }
  }

  private static void claims(List<Claim> claims, TerminalPage page) {
    if (claims.isEmpty()) {
      return;
    }
    part(page, "claims");
    for (int i = 0; i < claims.size(); i++) {
      Claim claim = claims.get(i);
      StyledText text = StyledText.of(claim.verdict().label() + " ", Ink.STRONG);
      page.item(GUTTER, StyledText.of((i + 1) + ". "), text.add(claim.text()));
    }
  }

  private static void rubric(List<RubricItem> rubric, TerminalPage page) {
    if (rubric.isEmpty()) {
      return;
    }
    part(page, "rubric");
    for (RubricItem item : rubric) {
      boolean positive = item.sign() == RubricItem.Sign.POSITIVE;
      StyledText sign = StyledText.of(positive ? "+ " : "− ", positive ? Ink.GOOD : Ink.BAD);
      String weight = String.format(Locale.ROOT, " (%s, %.1f)", item.dimension(), item.weight());
      page.item(GUTTER, sign, StyledText.of(item.criterion()).add(weight, Ink.DIM));
    }
  }

  private static void evidence(List<Evidence> evidence, TerminalPage page) {
    if (evidence.isEmpty()) {
      return;
    }
    part(page, "evidence");
    for (Evidence passage : evidence) {
      StyledText text = StyledText.of(passage.title()).add(" " + passage.url(), Ink.DIM);
      page.item(GUTTER, StyledText.of("· "), text);
    }
  }
}
