package io.synth.report;

import io.synth.report.ReportData.StepTime;

/** Where the time went. */
final class TimeBars implements Section {
  @Override
  public String anchor() {
    return "time";
  }

  @Override
  public String title() {
    return "Time";
  }

  @Override
  public void write(ReportData data, Html html) {
    if (data.times().isEmpty()) {
      Section.empty(html, "No time was measured.");
      return;
    }
    long whole = data.times().stream().mapToLong(StepTime::milliseconds).sum();
    try (Table table =
        new Table(
            html,
            "Time of every step, " + Numbers.duration(whole) + " in all",
            "Step",
            "",
            "#Time")) {
      for (StepTime time : data.times()) {
        table.row().header(time.step());
        html.open("td", "class", "chart wide").open("span", "class", "bar", "aria-hidden", "true");
        String width = Numbers.width(time.milliseconds(), whole);
        html.element("i", "", "class", "kept", "style", "width:" + width);
        html.close().close();
        table.number(Numbers.duration(time.milliseconds())).end();
      }
    }
  }
}
