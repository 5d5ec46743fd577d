package io.synth.report;

import io.synth.model.Lost;
import io.synth.report.ReportData.Amount;
import io.synth.report.ReportData.Bucket;
import io.synth.report.ReportData.CheckTally;
import io.synth.report.ReportData.Example;
import io.synth.report.ReportData.FunnelStage;
import io.synth.report.ReportData.Histogram;
import io.synth.report.ReportData.Mix;
import io.synth.report.ReportData.PredictedUse;
import io.synth.report.ReportData.PredictionOutcome;
import io.synth.report.ReportData.Rejection;
import io.synth.report.ReportData.Run;
import io.synth.report.ReportData.Setting;
import io.synth.report.ReportData.Share;
import io.synth.report.ReportData.StageSize;
import io.synth.report.ReportData.StepBooks;
import io.synth.report.ReportData.StepTime;
import io.synth.report.ReportData.TeacherUsage;
import java.util.ArrayList;
import java.util.List;

/** Runs to report on: an ordinary one, one that rejected everything, one that did nothing. */
final class SampleRuns {
  static final String HOSTILE =
      "<script>alert('x')</script> \"&amp;\" \u001b[31mred\u202Eevil\u0000 \uDB40\uDC41";

  private SampleRuns() {}

  static ReportData nothing() {
    return ReportData.builder(new Run("", "empty", "", List.of())).build();
  }

  static ReportData rejectedEverything() {
    return ReportData.builder(new Run("0f3a", "all-rejected", "2031-05-04T10:00:00Z", List.of()))
        .funnel(
            List.of(
                new FunnelStage("Seeds", "seeds", 12, 0),
                new FunnelStage("Tasks", "tasks", 20, 2),
                new FunnelStage("Trajectories", "trajectories", 20, 0),
                new FunnelStage("Passed checks", "trajectories", 0, 20),
                new FunnelStage("Accepted", "trajectories", 0, 0),
                new FunnelStage("Staged", "rows", 0, 0)))
        .books(List.of(StepBooks.of("curate", 20, 0, 20, 0), StepBooks.of("stage", 5, 3, 0, 0)))
        .rejections(
            List.of(
                new Rejection(
                    "curate", "citations", "no_citation", 20, List.of(new Example("a1", HOSTILE)))))
        .checks(
            List.of(
                new CheckTally("citations", 0, 20, 0, 0.0),
                new CheckTally("temporal", 0, 0, 20, null)))
        .mixes(List.of(new Mix("capability", List.of(new Share("search", 20, 20, 0)))))
        .histograms(List.of(new Histogram("SFT", List.of(new Bucket(0, 1024, 0)))))
        .build();
  }

  static ReportData ordinary() {
    Run run =
        new Run(
            "9c41d2e07ab3f516",
            "runs/quessary-2031-05",
            "2031-05-04T10:12:45Z",
            List.of(
                new Setting("seeds", "sample-data/seeds.jsonl"),
                new Setting("corpus", "sample-data/corpus"),
                new Setting("rollouts", "4"),
                new Setting("seed", "20260501"),
                new Setting("teacher.actor", "northwind-large"),
                new Setting("teacher.judge", "northwind-mini"),
                new Setting("budget.usd", "250"),
                new Setting("checks", "all 14"),
                new Setting("languages", "en, zh（英文与中文）")));
    return ReportData.builder(run)
        .warnings(
            List.of(
                "212 rows were made by the demo teacher and are not for training.",
                "The budget of 250 USD was reached: 96 tasks are still to do. Resume with a larger"
                    + " budget."))
        .funnel(funnel())
        .books(
            List.of(
                StepBooks.of("ingest", 1212, 1180, 20, 12),
                StepBooks.of("generate", 14_184, 13_610, 574, 0),
                StepBooks.of("check", 13_610, 13_610, 0, 0),
                StepBooks.of("curate", 13_610, 5904, 7706, 0),
                StepBooks.of("stage", 5904, 5904, 0, 0)))
        .rejections(rejections())
        .checks(checks())
        .mixes(mixes())
        .histograms(
            List.of(
                histogram("Trajectories", 3, 40, 260, 1210, 2980, 4100, 3240, 1380, 340, 57),
                histogram("Mid-training", 0, 12, 90, 480, 1630, 2100, 1400, 620, 110, 12),
                histogram("SFT", 0, 4, 60, 390, 920, 1480, 1010, 402, 60, 0),
                histogram("RL", 3210, 840, 120, 8, 0, 0, 0, 0, 0, 0)))
        .stages(
            List.of(
                new StageSize("mid_training", 6454, 71_340_112, "stage/mid_training"),
                new StageSize("sft", 4326, 58_204_331, "stage/sft"),
                new StageSize("rl", 4178, 5_112_904, "stage/rl")))
        .teachers(teachers())
        .prediction(prediction())
        .times(
            List.of(
                new StepTime("ingest", 412_000),
                new StepTime("generate", 19_804_000),
                new StepTime("check", 2_210_000),
                new StepTime("curate", 64_300),
                new StepTime("stage", 48_900),
                new StepTime("report", 840)))
        .build();
  }

  private static List<FunnelStage> funnel() {
    return List.of(
        new FunnelStage("Seeds", "seeds", 1200, 12),
        new FunnelStage("Tasks", "tasks", 3546, 20),
        new FunnelStage("Trajectories", "trajectories", 13_610, 574),
        new FunnelStage("Passed checks", "trajectories", 7420, 6190),
        new FunnelStage("Accepted", "trajectories", 5904, 1516),
        new FunnelStage("Staged", "rows", 14_958, 0));
  }

  private static List<Rejection> rejections() {
    return List.of(
        new Rejection(
            "curate",
            "answer",
            "wrong_answer",
            3120,
            List.of(
                new Example(
                    "5d0c4a61b8f2e97d",
                    "The answer is “180 MW”; expected “240 MW” or “240 megawatts”."),
                new Example("77b1e0ac93d4520f", "答案为“1978年”，应为“1974年”。"),
                new Example("e3f9021bb7ac4d58", HOSTILE))),
        new Rejection(
            "curate",
            "citations",
            "unsupported_claim",
            1744,
            List.of(
                new Example(
                    "12aa90ff3c5d7e66",
                    "Message 14 cites web_3fd0a911 for “98 GWh”, which that page does not say."))),
        new Rejection("curate", "efficiency", "longer_than_best", 1516, List.of()),
        new Rejection(
            "curate",
            "repetition",
            "loop",
            902,
            List.of(
                new Example(
                    "aa02bb13cc24dd35",
                    "The same batch_search was called 6 times in a row from message 9 on."))),
        new Rejection(
            "generate",
            "",
            "teacher_failed",
            574,
            List.of(
                new Example(
                    "9917acbd00e5f3a2",
                    "5 attempts in 240 s; the last one ended with HTTP 503; the teacher is overloaded."))),
        new Rejection("curate", "language", "mixed_languages", 424, List.of()),
        new Rejection(
            "ingest",
            "",
            "no_evidence",
            20,
            List.of(new Example("c0ffee1200ab34cd", "No page confirms any triple of E077."))));
  }

  private static List<CheckTally> checks() {
    return List.of(
        new CheckTally("answer", 5210, 3120, 5280, 0.63),
        new CheckTally("citations", 11_866, 1744, 0, 0.87),
        new CheckTally("plan_adherence", 2904, 410, 10_296, 0.79),
        new CheckTally("repetition", 12_708, 902, 0, 0.98),
        new CheckTally("language", 13_186, 424, 0, 0.99),
        new CheckTally("temporal", 13_610, 0, 0, 1.0),
        new CheckTally("near_duplicate", 0, 0, 13_610, null));
  }

  private static List<Mix> mixes() {
    return List.of(
        new Mix(
            "capability",
            List.of(
                new Share("planning", 512, 2048, 1102),
                new Share("search", 1480, 5701, 1908),
                new Share("verification", 702, 2650, 1377),
                new Share("report", 624, 2320, 1190),
                new Share("end_to_end", 228, 891, 327))),
        new Mix(
            "language",
            List.of(new Share("en", 2310, 8899, 3921), new Share("zh", 1236, 4711, 1983))),
        new Mix(
            "teacher",
            List.of(new Share("northwind", 3334, 12_798, 5904), new Share("demo", 212, 812, 0))),
        new Mix(
            "recipe",
            List.of(
                new Share("report_reversal", 512, 2048, 1102),
                new Share("graph_walk", 980, 3790, 1201),
                new Share("link_walk", 500, 1911, 707),
                new Share("error_reflection", 302, 1180, 566),
                new Share("fact_check", 400, 1470, 811),
                new Share("report_writing", 624, 2320, 1190),
                new Share("深度研究", 228, 891, 327))));
  }

  private static Histogram histogram(String label, long... counts) {
    List<Bucket> buckets = new ArrayList<>();
    long lower = 0;
    long upper = 256;
    for (int i = 0; i < counts.length; i++) {
      buckets.add(new Bucket(lower, i == counts.length - 1 ? Long.MAX_VALUE : upper, counts[i]));
      lower = upper;
      upper *= 2;
    }
    return new Histogram(label, buckets);
  }

  private static List<TeacherUsage> teachers() {
    return List.of(
        new TeacherUsage(
            "northwind",
            "northwind-large-2031",
            "actor",
            "generate",
            118_204,
            new Lost(1190, 4_204_118, 3.104),
            2_104_331_980L,
            1_502_118_220L,
            98_310_554L,
            61_204_118L,
            24_110_480L,
            201.4471,
            121_009,
            0,
            0,
            6420L,
            31_800L),
        new TeacherUsage(
            "northwind",
            "northwind-mini-2031",
            "judge",
            "check",
            41_886,
            Lost.NONE,
            188_204_112L,
            0,
            0,
            8_204_118L,
            0,
            31.0204,
            42_001,
            0,
            0,
            1180L,
            4020L),
        new TeacherUsage(
            "northwind",
            "northwind-large-2031",
            "writer",
            "ingest",
            5120,
            Lost.NONE,
            31_204_112L,
            0,
            0,
            3_204_118L,
            904_118L,
            17.5325,
            5133,
            640,
            5000,
            5210L,
            18_400L),
        new TeacherUsage(
            "demo",
            "demo",
            "actor",
            "generate",
            4210,
            Lost.NONE,
            22_118_004L,
            0,
            0,
            1_204_118L,
            0,
            0,
            4630,
            0,
            0,
            null,
            null));
  }

  private static PredictionOutcome prediction() {
    return new PredictionOutcome(
        "runs/first-hundred",
        true,
        List.of(
            new PredictedUse(
                "ingest",
                "writer",
                "northwind",
                new Amount(5_000, 30_000_000L, 16.5),
                new Amount(5_120, 34_408_230L, 17.5325)),
            new PredictedUse(
                "generate",
                "actor",
                "northwind",
                new Amount(240_000, 4_100_000_000L, 402.9),
                new Amount(118_204, 2_165_536_098L, 201.4471)),
            new PredictedUse(
                "generate", "actor", "demo", Amount.NONE, new Amount(4_210, 23_322_122L, 0)),
            new PredictedUse(
                "check",
                "judge",
                "northwind",
                new Amount(3_000, 15_000_000L, 2.5),
                new Amount(41_886, 196_408_230L, 31.0204))));
  }
}
