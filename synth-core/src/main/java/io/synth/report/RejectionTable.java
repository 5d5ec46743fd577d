package io.synth.report;

import io.synth.report.ReportData.Example;
import io.synth.report.ReportData.Rejection;
import java.util.Comparator;
import java.util.List;

/** Why rows were rejected, the most frequent reason first, each with examples. */
final class RejectionTable implements Section {
  private static final int EXAMPLES = 3;

  @Override
  public String anchor() {
    return "rejections";
  }

  @Override
  public String title() {
    return "Rejections";
  }

  @Override
  public void write(ReportData data, Html html) {
    if (data.rejections().isEmpty()) {
      Section.empty(html, "Nothing was rejected.");
      return;
    }
    List<Rejection> sorted =
        data.rejections().stream()
            .sorted(
                Comparator.comparingLong(Rejection::count)
                    .reversed()
                    .thenComparing(Rejection::step)
                    .thenComparing(Rejection::check)
                    .thenComparing(Rejection::code))
            .toList();
    long total = sorted.stream().mapToLong(Rejection::count).sum();
    long most = sorted.get(0).count();
    html.element(
        "p",
        Numbers.count(total) + " rejected, by reason; the most frequent first.",
        "class",
        "lead");
    html.open("ul", "class", "rejections");
    for (Rejection rejection : sorted) {
      reason(html, rejection, total, most);
    }
    html.close();
  }

  private static void reason(Html html, Rejection rejection, long total, long most) {
    html.open("li");
    html.open("p", "class", "reason");
    html.element("code", rejection.code()).text(" ");
    String where =
        rejection.check().isEmpty()
            ? "in " + rejection.step()
            : "by " + rejection.check() + " in " + rejection.step();
    html.element("span", where, "class", "where").text(" ");
    html.open("span", "class", "count");
    html.element("b", Numbers.count(rejection.count()));
    html.element("span", " " + Numbers.percent(rejection.count(), total));
    html.close();
    html.close();
    html.open("span", "class", "bar", "aria-hidden", "true");
    html.element(
        "i", "", "class", "lost", "style", "width:" + Numbers.width(rejection.count(), most));
    html.close();
    if (!rejection.examples().isEmpty()) {
      examples(html, rejection.examples());
    }
    html.close();
  }

  private static void examples(Html html, List<Example> examples) {
    List<Example> shown = examples.subList(0, Math.min(EXAMPLES, examples.size()));
    html.open("details");
    html.element("summary", shown.size() == 1 ? "1 example" : shown.size() + " examples");
    html.open("dl", "class", "examples");
    for (Example example : shown) {
      html.open("dt").element("code", example.id()).close();
      html.open("dd").element("bdi", example.reason()).close();
    }
    html.close();
    html.close();
  }
}
