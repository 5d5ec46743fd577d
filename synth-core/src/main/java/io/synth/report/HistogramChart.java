package io.synth.report;

import io.synth.report.ReportData.Bucket;
import io.synth.report.ReportData.Histogram;
import java.util.List;
import java.util.Locale;

/** Lengths in tokens: one small chart a dataset, the same size, the bucket of the median marked. */
final class HistogramChart implements Section {
  private static final int WIDTH = 250;
  private static final int HEIGHT = 112;
  private static final int BASE = 92;
  private static final int TOP = 8;

  @Override
  public String anchor() {
    return "lengths";
  }

  @Override
  public String title() {
    return "Lengths";
  }

  @Override
  public void write(ReportData data, Html html) {
    if (data.histograms().isEmpty()) {
      Section.empty(html, "There are no rows to measure.");
      return;
    }
    html.element("p", "Tokens a row. The stronger bar holds the median.", "class", "lead");
    html.open("div", "class", "charts");
    for (Histogram histogram : data.histograms()) {
      chart(html, histogram);
    }
    html.close();
  }

  private static void chart(Html html, Histogram histogram) {
    List<Bucket> buckets = histogram.buckets();
    long rows = buckets.stream().mapToLong(Bucket::count).sum();
    html.open("figure");
    html.open("figcaption");
    html.element("b", histogram.label());
    html.element("span", Numbers.count(rows) + " rows");
    html.close();
    if (rows == 0) {
      Section.empty(html, "No rows.");
    } else {
      draw(html, histogram, rows);
      figures(html, histogram);
    }
    html.close();
  }

  private static void draw(Html html, Histogram histogram, long rows) {
    List<Bucket> buckets = histogram.buckets();
    int median = median(buckets, rows);
    long most = buckets.stream().mapToLong(Bucket::count).max().orElse(1);
    String description =
        histogram.label()
            + ": "
            + Numbers.count(rows)
            + " rows; the median lies in "
            + range(buckets.get(median))
            + " tokens.";
    html.open(
        "svg", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "role", "img", "aria-label", description);
    double step = (double) WIDTH / buckets.size();
    for (int i = 0; i < buckets.size(); i++) {
      Bucket bucket = buckets.get(i);
      double height = Math.max(bucket.count() > 0 ? 1.5 : 0, scaled(bucket.count(), most));
      html.open(
          "rect",
          "x",
          decimal(i * step + 1),
          "y",
          decimal(BASE - height),
          "width",
          decimal(Math.max(1, step - 2)),
          "height",
          decimal(height),
          "class",
          i == median ? "median" : "bucket");
      html.element("title", range(bucket) + " tokens: " + Numbers.count(bucket.count()) + " rows");
      html.close();
    }
    html.empty(
        "line", "x1", "0", "x2", "" + WIDTH, "y1", "" + BASE, "y2", "" + BASE, "class", "axis");
    ticks(html, buckets, step);
    html.close();
  }

  /** Bounds under the axis: both ends, and between them as many as fit. */
  private static void ticks(Html html, List<Bucket> buckets, double step) {
    int every = (int) Math.ceil(46 / step);
    for (int i = 0; i < buckets.size(); i += every) {
      double x = i * step;
      if (i > 0 && x > WIDTH - 60) {
        break;
      }
      tick(html, x, i == 0 ? "start" : "middle", Numbers.brief(buckets.get(i).lower()));
    }
    Bucket last = buckets.get(buckets.size() - 1);
    tick(html, WIDTH, "end", last.upper() == Long.MAX_VALUE ? "∞" : Numbers.brief(last.upper()));
  }

  private static void tick(Html html, double x, String anchor, String text) {
    html.element(
        "text",
        text,
        "x",
        decimal(x),
        "y",
        "" + (HEIGHT - 6),
        "text-anchor",
        anchor,
        "class",
        "tick");
  }

  private static double scaled(long count, long most) {
    return (double) (BASE - TOP) * count / most;
  }

  private static int median(List<Bucket> buckets, long rows) {
    long seen = 0;
    for (int i = 0; i < buckets.size(); i++) {
      seen += buckets.get(i).count();
      if (2 * seen >= rows) {
        return i;
      }
    }
    return buckets.size() - 1;
  }

  private static void figures(Html html, Histogram histogram) {
    html.open("details").element("summary", "Figures");
    try (Table table = new Table(html, histogram.label() + ", by length", "Tokens", "#Rows")) {
      for (Bucket bucket : histogram.buckets()) {
        table.row().header(range(bucket)).count(bucket.count()).end();
      }
    }
    html.close();
  }

  private static String range(Bucket bucket) {
    return bucket.upper() == Long.MAX_VALUE
        ? "from " + Numbers.count(bucket.lower())
        : Numbers.count(bucket.lower()) + " to " + Numbers.count(bucket.upper() - 1);
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
