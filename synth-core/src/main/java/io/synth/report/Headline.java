package io.synth.report;

import io.synth.report.ReportData.Share;
import io.synth.report.ReportData.StageSize;
import io.synth.report.ReportData.TeacherUsage;
import java.util.List;

/** The few figures that a reader wants first. */
final class Headline {
  private Headline() {}

  static void write(ReportData data, Html html) {
    html.open("dl", "class", "headline");
    staged(data, html);
    accepted(data, html);
    cost(data, html);
    calls(data, html);
    books(data, html);
    html.close();
  }

  private static void staged(ReportData data, Html html) {
    long rows = data.stages().stream().mapToLong(StageSize::rows).sum();
    long tokens = data.stages().stream().mapToLong(StageSize::tokens).sum();
    figure(html, "Staged rows", Numbers.count(rows), Numbers.brief(tokens) + " tokens", "");
  }

  private static void accepted(ReportData data, Html html) {
    List<Share> shares = data.mixes().isEmpty() ? List.of() : data.mixes().get(0).shares();
    long accepted = shares.stream().mapToLong(Share::accepted).sum();
    long trajectories = shares.stream().mapToLong(Share::trajectories).sum();
    figure(
        html,
        "Accepted",
        Numbers.percent(accepted, trajectories),
        Numbers.count(accepted) + " of " + Numbers.count(trajectories) + " trajectories",
        accepted == 0 ? "bad" : "");
  }

  private static void cost(ReportData data, Html html) {
    double cost = data.teachers().stream().mapToDouble(TeacherUsage::costUsd).sum();
    long rows = data.stages().stream().mapToLong(StageSize::rows).sum();
    String note =
        cost == 0
            ? "no price is set"
            : rows == 0 ? "for no row" : Numbers.dollars(cost / rows) + " a staged row";
    figure(html, "Teachers’ cost", Numbers.dollars(cost), note, "");
  }

  private static void calls(ReportData data, Html html) {
    long calls = data.teachers().stream().mapToLong(TeacherUsage::calls).sum();
    long lost = data.teachers().stream().mapToLong(usage -> usage.lost().calls()).sum();
    long batched = data.teachers().stream().mapToLong(TeacherUsage::batched).sum();
    String note = Numbers.count(lost) + " attempts lost";
    note += batched == 0 ? "" : ", " + Numbers.count(batched) + " in batches";
    figure(html, "Teacher calls", Numbers.count(calls), note, "");
  }

  private static void books(ReportData data, Html html) {
    long wrong = data.books().stream().filter(b -> !b.balanced()).count();
    int steps = data.books().size();
    if (steps == 0) {
      figure(html, "Books", "–", "no step has run", "");
    } else if (wrong == 0) {
      figure(html, "Books", "Balanced", "all " + steps + " steps", "good");
    } else {
      figure(html, "Books", "Off", wrong + " of " + steps + " steps", "bad");
    }
  }

  private static void figure(Html html, String name, String value, String note, String mood) {
    html.open("div");
    html.element("dt", name);
    html.element("dd", value, "class", ("value " + mood).strip());
    html.element("dd", note, "class", "note");
    html.close();
  }
}
