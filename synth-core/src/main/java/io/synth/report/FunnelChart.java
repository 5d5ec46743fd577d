package io.synth.report;

import io.synth.report.ReportData.FunnelStage;
import java.util.List;
import java.util.Locale;

/**
 * The way from seeds to staged rows: one bar a stage, all to one scale, the loss hatched beside
 * what was kept, and between two bars how the one became the other.
 */
final class FunnelChart implements Section {
  @Override
  public String anchor() {
    return "funnel";
  }

  @Override
  public String title() {
    return "Funnel";
  }

  @Override
  public void write(ReportData data, Html html) {
    List<FunnelStage> funnel = data.funnel();
    if (funnel.isEmpty()) {
      Section.empty(html, "Nothing has been counted yet.");
      return;
    }
    long scale = funnel.stream().mapToLong(s -> s.count() + s.lost()).max().orElse(0);
    html.open("ol", "class", "funnel");
    for (int i = 0; i < funnel.size(); i++) {
      FunnelStage stage = funnel.get(i);
      html.open("li");
      if (i > 0) {
        passage(html, funnel.get(i - 1), stage, scale);
      } else if (stage.lost() > 0) {
        html.open("p", "class", "change");
        html.element("span", "−" + Numbers.count(stage.lost()), "class", "loss").close();
      }
      html.element("span", stage.name(), "class", "name");
      bar(html, stage, scale);
      html.open("span", "class", "count");
      html.element("b", Numbers.count(stage.count())).text(" ").element("span", stage.unit());
      html.close();
      html.close();
    }
    html.close();
    html.open("p", "class", "legend");
    html.element("i", "", "class", "key kept", "aria-hidden", "true");
    html.text("went on ");
    html.element("i", "", "class", "key lost", "aria-hidden", "true");
    html.text("lost on the way to this stage");
    html.close();
  }

  private static void bar(Html html, FunnelStage stage, long scale) {
    html.open("span", "class", "bar", "aria-hidden", "true");
    html.element("i", "", "class", "kept", "style", "width:" + Numbers.width(stage.count(), scale));
    html.element("i", "", "class", "lost", "style", "width:" + Numbers.width(stage.lost(), scale));
    html.close();
  }

  private static void passage(Html html, FunnelStage from, FunnelStage to, long scale) {
    boolean sameUnit = from.unit().equals(to.unit());
    html.open(
        "svg",
        "class",
        "passage",
        "viewBox",
        "0 0 1000 20",
        "preserveAspectRatio",
        "none",
        "aria-hidden",
        "true");
    String shape =
        String.format(
            Locale.ROOT,
            "0,0 %d,0 %d,20 0,20",
            1000 * from.count() / Math.max(1, scale),
            1000 * (to.count() + to.lost()) / Math.max(1, scale));
    html.empty("polygon", "points", shape, "class", sameUnit ? "same" : "other");
    html.close();
    html.open("p", "class", "change");
    if (sameUnit && from.count() > 0) {
      html.text(Numbers.percent(to.count(), from.count()) + " kept");
    } else if (!sameUnit && from.count() > 0) {
      html.text(Numbers.factor((double) to.count() / from.count()) + " " + to.unit());
    }
    if (to.lost() > 0) {
      html.element("span", " −" + Numbers.count(to.lost()), "class", "loss");
    }
    html.close();
  }
}
