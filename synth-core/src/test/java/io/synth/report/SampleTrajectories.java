package io.synth.report;

import io.synth.model.Accepted;
import io.synth.model.Authority;
import io.synth.model.Capability;
import io.synth.model.Claim;
import io.synth.model.Finding;
import io.synth.model.Language;
import io.synth.model.Message;
import io.synth.model.Rejected;
import io.synth.model.RubricItem;
import io.synth.model.Seed;
import io.synth.model.SeedKind;
import io.synth.model.Source;
import io.synth.model.StageName;
import io.synth.model.Task;
import io.synth.model.TeacherRole;
import io.synth.model.ToolCall;
import io.synth.model.Trajectory;
import io.synth.model.Usage;
import io.synth.model.Verdict;
import java.util.List;

/** Trajectories to show: an English one that was rejected, a Chinese one that was accepted. */
final class SampleTrajectories {
  static final String ID = "5d0c4a61b8f2e97d5d0c4a61b8f2e97d";

  private SampleTrajectories() {}

  static ShownTrajectory english() {
    String url = "https://grid.quessary.example/corrane-tidal-array";
    ToolCall search =
        ToolCall.of("call_1", "batch_search", "{\"queries\":[\"Corrane Tidal Array capacity\"]}");
    ToolCall open =
        ToolCall.of(
            "call_2",
            "batch_open",
            "{\"urls\":[\""
                + url
                + "\",\"https://morvane-turbines.example/brochure-1988\"],\"offset\":0}");
    String page =
        "## Page 1: Corrane Tidal Array\nurl: "
            + url
            + "\nid: web_3fd0a911\n\n"
            + "Each rotor has 2.5 MW. In 2022 the array delivered 660 GWh.\n".repeat(20);
    String answer =
        "<answer>180 MW\n\nThe Corrane Tidal Array has a capacity of 180 MW"
            + " \\cite{web_3fd0a911,web_00000000}. It opened in 1987 \\cite{web_3fd0a911}.</answer>";
    List<Message> messages =
        List.of(
            Message.system("You are a research agent."),
            Message.user("What is the installed capacity of the Corrane Tidal Array?"),
            Message.assistant(
                "", "I should look at the operator's own page first.", List.of(search)),
            Message.tool(search, "## Query 1: Corrane Tidal Array capacity\nNo results."),
            Message.assistant("Let me open two pages.", null, List.of(open)),
            Message.tool(open, page),
            Message.assistant(answer));
    int start = answer.indexOf("has a capacity of 180 MW");
    List<Verdict> verdicts =
        List.of(
            new Verdict(ID, "t", "repetition", true, 1, "ok", "no loop", -1, -1, -1),
            new Verdict(ID, "t", "language", true, 1, "not_applicable", "one language", -1, -1, -1),
            new Verdict(
                ID,
                "t",
                "answer",
                false,
                0,
                "wrong_answer",
                "the answer is “180 MW”; expected “240 MW”",
                6,
                start,
                start + "has a capacity of 180 MW".length()),
            new Verdict("other", "t", "foreign", false, 0, "x", "of another one", 6, 0, 3));
    Task task =
        Task.builder(
                seed(Language.EN),
                Capability.SEARCH,
                "graph_walk",
                "What is the installed capacity of the Corrane Tidal Array?")
            .answer("240 MW")
            .aliases(List.of("240 megawatts"))
            .plan(List.of("Find the operator's page", "Compare it with a second source"))
            .rubric(
                List.of(
                    new RubricItem(
                        "Names the operator",
                        "coverage",
                        2,
                        RubricItem.Sign.POSITIVE,
                        RubricItem.Role.EXPLICIT)))
            .build();
    Rejected rejected =
        new Rejected(
            "curate",
            "trajectory",
            ID,
            "t",
            Capability.SEARCH,
            "graph_walk",
            Language.EN,
            "answer",
            "wrong_answer",
            "the answer is “180 MW”");
    List<Source> sources =
        List.of(
            new Source(
                "web_3fd0a911",
                url,
                "Corrane Tidal Array",
                "Quessary Grid Authority",
                "2022-10-01",
                Authority.OFFICIAL),
            new Source(
                "web_77777777",
                "https://morvane-turbines.example/brochure-1988",
                "Power from the strait: a brochure",
                "",
                "",
                Authority.COMMERCIAL));
    return new ShownTrajectory(
        trajectory(Language.EN, messages, "180 MW", sources, List.of()),
        task,
        verdicts,
        null,
        rejected);
  }

  static ShownTrajectory chinese() {
    List<Message> messages =
        List.of(
            Message.user("请核对下面的说法：汀澜桥建成于1978年。"),
            Message.assistant(
                "",
                "先看岚雾岛行政公署的页面，再看博客，因为两者的年份不一致。",
                List.of(
                    ToolCall.of(
                        "c1", "batch_search", "{\"queries\":[\"汀澜桥 启用年份\",\"汀澜桥 1978\"]}"))),
            Message.tool(
                ToolCall.of("c1", "batch_search", "{}"),
                "汀澜桥坐落于鹭汀镇，三跨之中最长的一跨为128米，桥面两侧各有一条给行人坐着看鹭的长凳。".repeat(30)),
            Message.assistant("官方页面记载汀澜桥于1974年10月1日通车\\cite{web_aaaaaaaa}，说法有误🌉。"));
    List<Source> sources =
        List.of(
            new Source(
                "web_aaaaaaaa",
                "https://lanwu-gov.example/tinglan-bridge",
                "汀澜桥",
                "岚雾岛行政公署",
                "2021-07-08",
                Authority.OFFICIAL));
    List<Finding> findings =
        List.of(new Finding("汀澜桥建成于1978年。", Claim.Verdict.REFUTE, List.of("web_aaaaaaaa")));
    Accepted accepted =
        new Accepted(
            ID,
            "t",
            "s",
            Capability.VERIFICATION,
            Language.ZH,
            List.of(StageName.SFT, StageName.RL),
            0.914,
            14,
            4,
            3,
            0,
            0);
    Task task =
        Task.builder(
                seed(Language.ZH), Capability.VERIFICATION, "fact_check", "请核对下面的说法：汀澜桥建成于1978年。")
            .claims(List.of(new Claim("汀澜桥建成于1978年。", Claim.Verdict.REFUTE)))
            .build();
    return new ShownTrajectory(
        trajectory(Language.ZH, messages, "见上", sources, findings),
        task,
        List.of(),
        accepted,
        null);
  }

  /** A trajectory that is nothing but this text, in every place that holds text. */
  static ShownTrajectory madeOf(String text) {
    ToolCall call = ToolCall.of(text, text, text);
    List<Message> messages =
        List.of(
            Message.system(text),
            Message.user(text),
            Message.assistant(text, text, List.of(call)),
            Message.tool(call, text));
    Verdict verdict =
        new Verdict(
            ID, text, text, false, 0, text, text, 2, text.length() / 3, 1 + 2 * text.length() / 3);
    Source source = new Source(text, text, text, text, text, Authority.PERSONAL);
    Task task =
        Task.builder(seed(Language.EN), Capability.SEARCH, text, text + text)
            .context(text)
            .answer(text)
            .aliases(List.of(text))
            .plan(List.of(text))
            .build();
    Rejected rejected =
        new Rejected(
            text, text, text, text, Capability.SEARCH, text, Language.EN, text, text, text);
    List<Finding> findings = List.of(new Finding(text, Claim.Verdict.DOUBTFUL, List.of(text)));
    return new ShownTrajectory(
        trajectory(Language.EN, messages, text + "!", List.of(source), findings),
        task,
        List.of(verdict),
        null,
        rejected);
  }

  private static Trajectory trajectory(
      Language language,
      List<Message> messages,
      String answer,
      List<Source> sources,
      List<Finding> findings) {
    return new Trajectory(
        ID,
        "0a1b2c3d",
        "9f8e7d6c",
        1,
        TeacherRole.ACTOR,
        findings.isEmpty() ? Capability.SEARCH : Capability.VERIFICATION,
        findings.isEmpty() ? "graph_walk" : "fact_check",
        language,
        "northwind",
        "northwind-large",
        Trajectory.Status.FINISHED,
        "",
        "",
        messages,
        "[]",
        answer,
        findings,
        sources,
        3,
        2,
        1,
        0,
        4321,
        new Usage(3, 12_345, 1000, 678, 0, 0.0123));
  }

  private static Seed seed(Language language) {
    return new Seed(
        "9f8e7d6c",
        "seed",
        SeedKind.QUESTION,
        language,
        List.of(),
        "seeds.jsonl",
        1,
        null,
        null,
        List.of(),
        List.of(),
        null,
        null,
        null,
        List.of(),
        null,
        null,
        List.of());
  }
}
