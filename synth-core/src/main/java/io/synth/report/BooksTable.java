package io.synth.report;

import io.synth.report.ReportData.StepBooks;

/** Rows in and out of every step; a step that lost rows is marked. */
final class BooksTable implements Section {
  @Override
  public String anchor() {
    return "books";
  }

  @Override
  public String title() {
    return "Books";
  }

  @Override
  public void write(ReportData data, Html html) {
    if (data.books().isEmpty()) {
      Section.empty(html, "No step has run.");
      return;
    }
    try (Table table =
        new Table(
            html,
            "Rows in = rows out + rejected + quarantined, for every step",
            "Step",
            "#In",
            "#Out",
            "#Rejected",
            "#Quarantined",
            "Balance")) {
      for (StepBooks step : data.books()) {
        table.row().header(step.step()).count(step.in()).count(step.out());
        table.count(step.rejected()).count(step.quarantined());
        balance(html, step);
        table.end();
      }
    }
  }

  private static void balance(Html html, StepBooks step) {
    if (step.balanced()) {
      html.open("td").open("span", "class", "good").text("✓ ");
      html.element("span", "balanced", "class", "word").close().close();
      return;
    }
    long missing = step.missing();
    String text =
        missing == 0
            ? "✗ not balanced"
            : "✗ " + Numbers.count(Math.abs(missing)) + (missing > 0 ? " missing" : " too many");
    html.open("td").element("span", text, "class", "bad").close();
  }
}
