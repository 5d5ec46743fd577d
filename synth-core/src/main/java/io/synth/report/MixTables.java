package io.synth.report;

import io.synth.report.ReportData.Mix;
import io.synth.report.ReportData.Share;
import java.util.function.ToLongFunction;

/** How tasks, trajectories and accepted trajectories divide: does curation shift the mix? */
final class MixTables implements Section {
  @Override
  public String anchor() {
    return "mix";
  }

  @Override
  public String title() {
    return "Mix";
  }

  @Override
  public void write(ReportData data, Html html) {
    if (data.mixes().isEmpty()) {
      Section.empty(html, "There is nothing to divide.");
      return;
    }
    html.element(
        "p",
        "Each bar is the share of its column; the last figure is what part of the trajectories was"
            + " accepted.",
        "class",
        "lead");
    html.open("div", "class", "pair");
    for (Mix mix : data.mixes()) {
      table(html, mix);
    }
    html.close();
  }

  private static void table(Html html, Mix mix) {
    long tasks = sum(mix, Share::tasks);
    long trajectories = sum(mix, Share::trajectories);
    long accepted = sum(mix, Share::accepted);
    try (Table table =
        new Table(
            html, "By " + mix.dimension(), "", "#Tasks", "#Trajectories", "#Accepted", "#Rate")) {
      for (Share share : mix.shares()) {
        table.row().header(share.value().isEmpty() ? "(none)" : share.value());
        cell(html, share.tasks(), tasks, "void");
        cell(html, share.trajectories(), trajectories, "void");
        cell(html, share.accepted(), accepted, "kept");
        table.number(Numbers.percent(share.accepted(), share.trajectories())).end();
      }
    }
  }

  private static long sum(Mix mix, ToLongFunction<Share> column) {
    return mix.shares().stream().mapToLong(column).sum();
  }

  private static void cell(Html html, long part, long whole, String kind) {
    html.open("td", "class", part == 0 ? "number share none" : "number share");
    html.text(Numbers.count(part));
    html.element("small", Numbers.percent(part, whole));
    html.open("span", "class", "bar thin", "aria-hidden", "true");
    html.element("i", "", "class", kind, "style", "width:" + Numbers.width(part, whole));
    html.close();
    html.close();
  }
}
