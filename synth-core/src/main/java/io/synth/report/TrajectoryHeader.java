package io.synth.report;

import io.synth.model.Accepted;
import io.synth.model.Labelled;
import io.synth.model.Rejected;
import io.synth.model.Trajectory;
import io.synth.model.Usage;
import io.synth.report.TerminalPage.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The box at the top: what the trajectory is, what it cost, and what became of it. */
final class TrajectoryHeader {
  private TrajectoryHeader() {}

  static void write(ShownTrajectory shown, TerminalPage page) {
    Trajectory t = shown.trajectory();
    List<Row> rows = new ArrayList<>();
    rows.add(row("id", t.trajectoryId()));
    rows.add(new Row("state", state(shown)));
    rows.add(row("task", t.taskId()));
    rows.add(row("seed", t.seedId()));
    rows.add(
        row("kind", t.capability().label() + " · " + t.recipe() + " · " + t.language().label()));
    String attempt = t.role().label() + ", attempt " + (t.rollout() + 1);
    rows.add(row("teacher", t.teacher() + " (" + t.model() + ") as " + attempt));
    rows.add(new Row("status", status(t)));
    rows.add(row("steps", steps(t)));
    rows.add(row("tokens", tokens(t)));
    rows.add(row("cost", Numbers.dollars(t.usage().costUsd()) + " in " + calls(t.usage())));
    page.box(StyledText.of("trajectory"), rows);
  }

  private static Row row(String label, String text) {
    return new Row(label, StyledText.of(text));
  }

  private static StyledText state(ShownTrajectory shown) {
    StyledText text = new StyledText();
    Accepted accepted = shown.accepted();
    Rejected rejected = shown.rejected();
    if (rejected != null) {
      text.add("✗ rejected", Ink.BAD).add(" in " + rejected.step());
      text.add(rejected.check().isEmpty() ? "" : " by " + rejected.check());
      text.add(" · " + rejected.code() + ": " + rejected.reason());
    } else if (accepted != null) {
      String stages =
          accepted.stages().stream().map(Labelled::label).collect(Collectors.joining(", "));
      text.add("✓ accepted", Ink.GOOD).add(stages.isEmpty() ? "" : " for " + stages);
      text.add(" · score " + Numbers.score(accepted.score()));
      text.add(" · " + accepted.passes() + " of " + accepted.attempts() + " attempts pass");
    } else {
      text.add("neither accepted nor rejected so far", Ink.DIM);
    }
    return text;
  }

  private static StyledText status(Trajectory t) {
    Ink ink =
        switch (t.status()) {
          case FINISHED -> Ink.GOOD;
          case FORCED -> Ink.TOOL;
          case FAILED -> Ink.BAD;
        };
    StyledText text = StyledText.of(t.status().label(), ink);
    if (!t.code().isEmpty() || !t.reason().isEmpty()) {
      text.add(" · " + t.code() + ": " + t.reason());
    }
    return text;
  }

  private static String steps(Trajectory t) {
    String errors = t.toolErrors() == 0 ? "" : ", " + t.toolErrors() + " without result";
    String reflections =
        t.reflections() == 0
            ? ""
            : " · " + t.reflections() + (t.reflections() == 1 ? " reflection" : " reflections");
    return t.steps() + " · " + t.toolCalls() + " tool calls" + errors + reflections;
  }

  private static String tokens(Trajectory t) {
    Usage usage = t.usage();
    String prompt = "prompt " + Numbers.count(usage.promptTokens());
    List<String> parts = new ArrayList<>();
    if (usage.cachedTokens() > 0) {
      parts.add(Numbers.count(usage.cachedTokens()) + " cached");
    }
    if (usage.cacheWriteTokens() > 0) {
      parts.add(Numbers.count(usage.cacheWriteTokens()) + " stored in the cache");
    }
    String cached = parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    String completion = "completion " + Numbers.count(usage.completionTokens());
    String reasoning =
        usage.reasoningTokens() == 0
            ? ""
            : " (" + Numbers.count(usage.reasoningTokens()) + " reasoning)";
    return Numbers.count(t.tokens())
        + " · used: "
        + prompt
        + cached
        + ", "
        + completion
        + reasoning;
  }

  private static String calls(Usage usage) {
    return usage.calls() + (usage.calls() == 1 ? " call" : " calls");
  }
}
