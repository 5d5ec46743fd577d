package io.synth.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.synth.model.Lost;
import io.synth.report.ReportData.Run;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class RunReportTest {
  private static Document page(ReportData data) {
    return Jsoup.parse(RunReport.html(data));
  }

  @Test
  void showsTheFunnelWithTheLossAtEveryStage() {
    Document page = page(SampleRuns.ordinary());

    assertThat(page.select(".funnel .name").eachText())
        .containsExactly("Seeds", "Tasks", "Trajectories", "Passed checks", "Accepted", "Staged");
    assertThat(page.select(".funnel .count").eachText())
        .containsExactly(
            "1,200 seeds",
            "3,546 tasks",
            "13,610 trajectories",
            "7,420 trajectories",
            "5,904 trajectories",
            "14,958 rows");
    assertThat(page.select(".funnel .change").eachText())
        .containsExactly(
            "−12",
            "×2.96 tasks −20",
            "×3.84 trajectories −574",
            "54.5% kept −6,190",
            "79.6% kept −1,516",
            "×2.53 rows");
  }

  @Test
  void headlineSumsStagesTeachersAndBooks() {
    assertThat(page(SampleRuns.ordinary()).select(".headline dd").eachText())
        .containsExactly(
            "14,958", "134.7 M tokens",
            "43.4%", "5,904 of 13,610 trajectories",
            "$250.00", "$0.0167 a staged row",
            "169,420", "1,190 attempts lost, 5,000 in batches",
            "Balanced", "all 5 steps");
  }

  @Test
  void marksBooksThatDoNotBalance() {
    Document page = page(SampleRuns.rejectedEverything());

    assertThat(page.select("#books .good").eachText()).containsExactly("✓ balanced");
    assertThat(page.select("#books .bad").eachText()).containsExactly("✗ 2 missing");
    assertThat(page.select(".headline").text()).contains("Books Off 1 of 2 steps");
  }

  @Test
  void putsTheMostFrequentRejectionFirstWithItsExamples() {
    Document page = page(SampleRuns.ordinary());

    assertThat(page.select(".reason").eachText().subList(0, 2))
        .containsExactly(
            "wrong_answer by answer in curate 3,120 37.6%",
            "unsupported_claim by citations in curate 1,744 21%");
    assertThat(page.select(".rejections li:first-child .examples dt").eachText())
        .containsExactly("5d0c4a61b8f2e97d", "77b1e0ac93d4520f", "e3f9021bb7ac4d58");
    assertThat(page.select(".rejections").text()).contains("答案为“1978年”，应为“1974年”。");
  }

  @Test
  void showsWhatWasPredictedBesideWhatCameOfIt() {
    Document page = page(SampleRuns.ordinary());

    assertThat(page.select("#prediction .lead").text())
        .isEqualTo(
            "Predicted from runs/first-hundred when the run first started; it was started again"
                + " since, and that prediction is kept.");
    assertThat(page.select("#prediction tbody tr, #prediction tfoot tr").eachText())
        .containsExactly(
            "ingest writer northwind 5,000 5,120 +2% 30 M 34.4 M +15% $16.50 $17.53 +6%",
            "generate actor northwind 240,000 118,204 −51% 4.1 B 2.2 B −47% $402.90 $201.45 −50%",
            "generate actor demo 0 4,210 new 0 23.3 M new $0 $0 –",
            "check judge northwind 3,000 41,886 ×14 15 M 196.4 M ×13.1 $2.50 $31.02 ×12.4",
            "All 248,000 169,420 −32% 4.1 B 2.4 B −42% $421.90 $250.00 −41%");
    assertThat(page(SampleRuns.nothing()).select("#prediction").text())
        .isEqualTo("Prediction Nothing was predicted.");
  }

  @Test
  void theTerminalTellsTheSameOnALineForEachStep() {
    ReportData.PredictionOutcome outcome = SampleRuns.ordinary().prediction();
    assertThat(outcome).isNotNull();
    assertThat(PredictionText.lines(java.util.Objects.requireNonNull(outcome)))
        .containsExactly(
            "Predicted from runs/first-hundred when the run first started; it was started again"
                + " since, and that prediction is kept.",
            "ingest: 5,120 calls (predicted 5,000, +2%) · 34.4 M tokens (predicted 30 M, +15%) ·"
                + " $17.53 (predicted $16.50, +6%)",
            "generate: 122,414 calls (predicted 240,000, −49%) · 2.2 B tokens (predicted 4.1 B,"
                + " −47%) · $201.45 (predicted $402.90, −50%)",
            "check: 41,886 calls (predicted 3,000, ×14) · 196.4 M tokens (predicted 15 M, ×13.1) ·"
                + " $31.02 (predicted $2.50, ×12.4)",
            "all: 169,420 calls (predicted 248,000, −32%) · 2.4 B tokens (predicted 4.1 B, −42%) ·"
                + " $250.00 (predicted $421.90, −41%)");
  }

  @Test
  void whatTheDataSaysIsTextAndNeverMarkup() {
    String hostile = SampleRuns.HOSTILE;
    String html =
        RunReport.html(
            ReportData.builder(
                    new Run(
                        hostile,
                        hostile,
                        hostile,
                        List.of(new ReportData.Setting(hostile, hostile))))
                .warnings(List.of(hostile))
                .funnel(List.of(new ReportData.FunnelStage(hostile, hostile, 1, 1)))
                .books(List.of(ReportData.StepBooks.of(hostile, 1, 1, 0, 0)))
                .rejections(SampleRuns.rejectedEverything().rejections())
                .checks(List.of(new ReportData.CheckTally(hostile, 1, 1, 1, 0.5)))
                .mixes(
                    List.of(
                        new ReportData.Mix(
                            hostile, List.of(new ReportData.Share(hostile, 1, 1, 1)))))
                .histograms(
                    List.of(
                        new ReportData.Histogram(hostile, List.of(new ReportData.Bucket(0, 9, 1)))))
                .stages(List.of(new ReportData.StageSize(hostile, 1, 1, hostile)))
                .teachers(
                    List.of(
                        new ReportData.TeacherUsage(
                            hostile, hostile, hostile, hostile, 1, Lost.NONE, 1, 0, 0, 1, 0, 0.1, 1,
                            0, 0, 1L, 2L)))
                .times(List.of(new ReportData.StepTime(hostile, 1)))
                .build());

    Document page = Jsoup.parse(html);
    assertThat(page.select("script, [onerror], [onload]")).isEmpty();
    assertThat(html).doesNotContain("\u001b", "\u0000", "\u202E", "\uDB40\uDC41");
    assertThat(page.select("h1").text())
        .isEqualTo("<script>alert('x')</script> \"&amp;\" ␛[31mred⟨U+202E⟩evil␀ ⟨U+E0041⟩");
    assertThat(page.select("section")).hasSize(11);
  }

  @Test
  void loadsNothingFromAnywhere() {
    String html = RunReport.html(SampleRuns.ordinary());
    Document page = Jsoup.parse(html);

    assertThat(page.select("link, script, img, iframe, object")).isEmpty();
    assertThat(page.select("a[href]")).isNotEmpty().allMatch(a -> a.attr("href").startsWith("#"));
    assertThat(html).doesNotContain("http://", "https://", "url(", "@import");
    assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
        .startsWith("default-src 'none'");
  }

  @Test
  void everyTableHasACaptionAndEveryChartAnAlternative() {
    for (ReportData data : List.of(SampleRuns.ordinary(), SampleRuns.rejectedEverything())) {
      Document page = page(data);
      assertThat(page.select("table")).isNotEmpty();
      for (Element table : page.select("table")) {
        assertThat(table.select("> caption").text()).isNotEmpty();
        assertThat(table.select("th:not([scope])")).isEmpty();
      }
      for (Element chart : page.select("svg, .bar")) {
        assertThat(chart.hasAttr("aria-hidden") || chart.hasAttr("aria-label"))
            .as(chart.outerHtml())
            .isTrue();
      }
    }
  }

  @Test
  void everySectionOfAnEmptyRunSaysThatItIsEmpty() {
    Document page = page(SampleRuns.nothing());

    assertThat(page.select("section .empty").eachText())
        .containsExactly(
            "Nothing has been counted yet.",
            "No step has run.",
            "Nothing was rejected.",
            "No check has run.",
            "There is nothing to divide.",
            "There are no rows to measure.",
            "Nothing was staged.",
            "No teacher was called.",
            "Nothing was predicted.",
            "No time was measured.",
            "The defaults.");
    assertThat(page.text()).doesNotContain("NaN", "Infinity", "null");
    assertThat(page.select("time, .warnings")).isEmpty();
  }

  @Test
  void aRunThatRejectedEverythingIsAReportToo() {
    Document page = page(SampleRuns.rejectedEverything());

    assertThat(page.select(".funnel .change").eachText())
        .containsExactly("×1.67 tasks −2", "×1 trajectories", "0% kept −20");
    assertThat(page.select("#checks tbody tr").eachText())
        .containsExactly("citations 0 20 0 0% 0.00", "temporal 0 0 20 – –");
    assertThat(page.select("#lengths .empty").text()).isEqualTo("No rows.");
    assertThat(page.text()).doesNotContain("NaN", "Infinity", "null");
  }

  @Test
  void histogramsTellWhereTheMedianLies() {
    Document page = page(SampleRuns.ordinary());

    assertThat(page.select("#lengths svg").eachAttr("aria-label"))
        .contains("RL: 4,178 rows; the median lies in 0 to 255 tokens.");
    assertThat(page.select("#lengths figure:first-child .median")).hasSize(1);
    assertThat(page.select("#lengths tbody tr").eachText())
        .contains("0 to 255 3", "from 65,536 57");
  }

  @Test
  void jsonHoldsTheSameFigures() throws Exception {
    JsonNode json = new ObjectMapper().readTree(RunReport.json(SampleRuns.ordinary()));

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "run",
            "warnings",
            "funnel",
            "books",
            "rejections",
            "checks",
            "mixes",
            "histograms",
            "teachers",
            "prediction",
            "stages",
            "times");
    assertThat(json.at("/funnel/4/count").asLong()).isEqualTo(5904);
    assertThat(json.at("/teachers/0/cost_usd").asDouble()).isEqualTo(201.4471);
    assertThat(json.at("/teachers/3/latency_p50_ms").isNull()).isTrue();
    assertThat(json.at("/books/0/missing").isMissingNode()).isTrue();
  }

  @Test
  void equalDataGivesEqualPages() {
    assertThat(RunReport.html(SampleRuns.ordinary()))
        .isEqualTo(RunReport.html(SampleRuns.ordinary()));
    assertThat(RunReport.json(SampleRuns.ordinary()))
        .isEqualTo(RunReport.json(SampleRuns.ordinary()));
  }
}
