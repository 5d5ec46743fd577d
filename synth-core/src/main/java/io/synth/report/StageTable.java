package io.synth.report;

import io.synth.report.ReportData.StageSize;

/** The datasets that a trainer can load. */
final class StageTable implements Section {
  @Override
  public String anchor() {
    return "stages";
  }

  @Override
  public String title() {
    return "Stages";
  }

  @Override
  public void write(ReportData data, Html html) {
    if (data.stages().isEmpty()) {
      Section.empty(html, "Nothing was staged.");
      return;
    }
    try (Table table =
        new Table(
            html,
            "Datasets ready for a trainer",
            "Stage",
            "#Rows",
            "#Tokens",
            "#Tokens a row",
            "Folder")) {
      for (StageSize stage : data.stages()) {
        table.row().header(stage.stage()).count(stage.rows());
        table.number(Numbers.brief(stage.tokens()));
        table.number(stage.rows() == 0 ? "–" : Numbers.brief(stage.tokens() / stage.rows()));
        table.code(stage.folder()).end();
      }
    }
  }
}
