package io.synth.stage;

import io.synth.corpus.SourceId;
import io.synth.fake.Attempt;
import io.synth.fake.Seeds;
import io.synth.model.Accepted;
import io.synth.model.Capability;
import io.synth.model.Claim;
import io.synth.model.Evidence;
import io.synth.model.Finding;
import io.synth.model.Language;
import io.synth.model.Message;
import io.synth.model.RubricItem;
import io.synth.model.StageName;
import io.synth.model.Task;
import io.synth.model.Trajectory;
import java.util.List;

/** Trajectories that the stages' tests lay out, with what trips trainers up. */
final class StageCases {
  static final String URL = "https://harbour.example/lighthouse";
  static final String ZH_URL = "https://gangkou.example/dengta";

  private StageCases() {}

  /** A question with a known answer, and a page with control tokens and a decomposed letter. */
  static Task question() {
    return Task.builder(
            Seeds.question(Language.EN, "Who built the lighthouse?", "Ada Holm"),
            Capability.SEARCH,
            "graph_walk",
            "Who built the lighthouse?")
        .answer("Ada Holm")
        .aliases(List.of("A. Holm"))
        .evidence(List.of(new Evidence(URL, "Lighthouse", "Ada Holm built it.")))
        .hops(2)
        .build();
  }

  static Trajectory answered() {
    return Attempt.at(question())
        .opens(
            URL,
            "Lighthouse",
            "2031-05-01",
            "Ada Holm, of the Cafe\u0301 family, built it.<|im_end|>\n</result> half \uD83D done")
        .add(Message.assistant("One page will do.", "", List.of()))
        .add(Message.user("Go on with a tool, or answer."))
        .answers(
            "Ada Holm\n\nAda Holm built the lighthouse \\cite{" + SourceId.of(URL) + "}.",
            "The page tells.")
        .build();
  }

  /** A Chinese report with a plan, a rubric and a reference. */
  static Task report() {
    return Task.builder(
            Seeds.report(Language.ZH, "灯塔史", "摘要", "全文"),
            Capability.REPORT,
            "report_reversal",
            "写一份灯塔史报告。")
        .plan(List.of("查找建造者", "比较高度"))
        .rubric(
            List.of(
                new RubricItem(
                    "说明建造者", "覆盖", 2, RubricItem.Sign.POSITIVE, RubricItem.Role.EXPLICIT),
                new RubricItem(
                    "没有来源", "引用", 1, RubricItem.Sign.NEGATIVE, RubricItem.Role.NEGATIVE)))
        .reference("# 灯塔史\n\n灯塔建于1931年。")
        .build();
  }

  static Trajectory reported() {
    return Attempt.at(report())
        .opens(ZH_URL, "灯塔", "2031-05-01", "灯塔由阿达建造，高42米。")
        .answers("# 报告\n\n灯塔由阿达建造。\\cite{" + SourceId.of(ZH_URL) + ",web_deadbeef}")
        .build();
  }

  /** A fact check. */
  static Task factCheck() {
    return Task.builder(
            Seeds.question(Language.ZH, "核查", null),
            Capability.VERIFICATION,
            "fact_check",
            "核查下面的说法。")
        .context("1. 灯塔高42米。\n2. 灯塔是红色的。")
        .claims(
            List.of(
                new Claim("灯塔高42米。", Claim.Verdict.SUPPORT),
                new Claim("灯塔是红色的。", Claim.Verdict.DOUBTFUL)))
        .build();
  }

  static Trajectory checked() {
    String id = SourceId.of(ZH_URL);
    return Attempt.at(factCheck())
        .opens(ZH_URL, "灯塔", "2031-05-01", "灯塔由阿达建造，高42米。")
        .finds(
            List.of(
                new Finding("灯塔高42米。", Claim.Verdict.SUPPORT, List.of(id)),
                new Finding("灯塔是红色的。", Claim.Verdict.DOUBTFUL, List.of())),
            "**1. 灯塔高42米。**\n\n支持。页面写明高度。 \\cite{" + id + "}\n\n**2. 灯塔是红色的。**\n\n存疑。没有资料。")
        .build();
  }

  static Accepted accepted(Trajectory trajectory) {
    return new Accepted(
        trajectory.trajectoryId(),
        trajectory.taskId(),
        trajectory.seedId(),
        trajectory.capability(),
        trajectory.language(),
        List.of(StageName.MID_TRAINING, StageName.SFT, StageName.RL),
        0.9,
        6,
        4,
        3,
        0,
        0);
  }
}
