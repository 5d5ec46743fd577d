package io.synth.report;

import io.synth.model.Lost;
import io.synth.report.ReportData.TeacherUsage;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What was asked of the teachers, and what it cost. */
final class TeacherTable implements Section {
  @Override
  public String anchor() {
    return "teachers";
  }

  @Override
  public String title() {
    return "Teachers";
  }

  @Override
  public void write(ReportData data, Html html) {
    if (data.teachers().isEmpty()) {
      Section.empty(html, "No teacher was called.");
      return;
    }
    try (Table table =
        new Table(
            html,
            "Calls, tokens (prompt with its parts read from and stored in the server's cache, completion with"
                + " its reasoning) and cost; lost are attempts without a usable reply that may have been"
                + " charged, with the most that they cost, which is not in the cost; calls taken over"
                + " are of items whose own teacher could not be had",
            "Teacher",
            "Model",
            "Role",
            "Step",
            "#Calls",
            "#Attempts",
            "#Lost",
            "#Taken over",
            "#Prompt",
            "#Cached",
            "#Stored",
            "#Completion",
            "#Reasoning",
            "#Cost",
            "#Latency p50, p95")) {
      for (TeacherUsage usage : data.teachers()) {
        row(table, usage);
      }
      if (data.teachers().size() > 1) {
        html.close().open("tfoot");
        total(table, data);
      }
    }
  }

  private static void row(Table table, TeacherUsage usage) {
    table
        .row()
        .header(usage.teacher())
        .words(usage.model())
        .words(usage.role())
        .words(usage.step());
    table.count(usage.calls()).count(usage.attempts()).number(lost(usage.lost()));
    table.count(usage.takenOver());
    tokens(table, usage.promptTokens());
    tokens(table, usage.cachedTokens());
    tokens(table, usage.cacheWriteTokens());
    tokens(table, usage.completionTokens());
    tokens(table, usage.reasoningTokens());
    table.number(Numbers.dollars(usage.costUsd()));
    table.number(latency(usage)).end();
  }

  private static void total(Table table, ReportData data) {
    table.row().header("All").words("").words("").words("");
    table.count(sum(data, TeacherUsage::calls));
    table.count(sum(data, TeacherUsage::attempts));
    table.number(
        lost(data.teachers().stream().map(TeacherUsage::lost).reduce(Lost.NONE, Lost::plus)));
    table.count(sum(data, TeacherUsage::takenOver));
    tokens(table, sum(data, TeacherUsage::promptTokens));
    tokens(table, sum(data, TeacherUsage::cachedTokens));
    tokens(table, sum(data, TeacherUsage::cacheWriteTokens));
    tokens(table, sum(data, TeacherUsage::completionTokens));
    tokens(table, sum(data, TeacherUsage::reasoningTokens));
    double cost = data.teachers().stream().mapToDouble(TeacherUsage::costUsd).sum();
    table.number(Numbers.dollars(cost)).number("").end();
  }

  private static long sum(ReportData data, ToLongFunction<TeacherUsage> column) {
    return data.teachers().stream().mapToLong(column).sum();
  }

  private static void tokens(Table table, long tokens) {
    table.number(Numbers.brief(tokens));
  }

  private static String lost(Lost lost) {
    return lost.calls() == 0
        ? "0"
        : Numbers.count(lost.calls()) + ", " + Numbers.dollars(lost.usd());
  }

  private static String latency(TeacherUsage usage) {
    if (usage.latencyP50Ms() == null && usage.latencyP95Ms() == null) {
      return "–";
    }
    return latency(usage.latencyP50Ms()) + ", " + latency(usage.latencyP95Ms());
  }

  private static String latency(@Nullable Long milliseconds) {
    return milliseconds == null ? "–" : Numbers.duration(milliseconds);
  }
}
