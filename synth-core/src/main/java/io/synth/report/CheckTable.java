package io.synth.report;

import io.synth.report.ReportData.CheckTally;

/** What every check said of the trajectories. */
final class CheckTable implements Section {
  @Override
  public String anchor() {
    return "checks";
  }

  @Override
  public String title() {
    return "Checks";
  }

  @Override
  public void write(ReportData data, Html html) {
    if (data.checks().isEmpty()) {
      Section.empty(html, "No check has run.");
      return;
    }
    try (Table table =
        new Table(
            html,
            "Verdicts of every check; pass rate and mean score over the trajectories it applies to",
            "Check",
            "Verdicts",
            "#Passed",
            "#Failed",
            "#Not applicable",
            "#Pass rate",
            "#Mean score")) {
      for (CheckTally check : data.checks()) {
        Double mean = check.meanScore();
        table.row().header(check.check());
        bar(html, check);
        table.count(check.passed()).count(check.failed()).count(check.notApplicable());
        table.number(Numbers.percent(check.passed(), check.passed() + check.failed()));
        table.number(mean == null ? "–" : Numbers.score(mean)).end();
      }
    }
    html.open("p", "class", "legend");
    html.element("i", "", "class", "key kept", "aria-hidden", "true");
    html.text("passed ");
    html.element("i", "", "class", "key lost", "aria-hidden", "true");
    html.text("failed ");
    html.element("i", "", "class", "key void", "aria-hidden", "true");
    html.text("not applicable");
    html.close();
  }

  private static void bar(Html html, CheckTally check) {
    long all = check.passed() + check.failed() + check.notApplicable();
    html.open("td", "class", "chart");
    html.open("span", "class", "bar", "aria-hidden", "true");
    part(html, "kept", check.passed(), all);
    part(html, "lost", check.failed(), all);
    part(html, "void", check.notApplicable(), all);
    html.close();
    html.close();
  }

  private static void part(Html html, String name, long part, long all) {
    html.element("i", "", "class", name, "style", "width:" + Numbers.width(part, all));
  }
}
