package io.synth.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.corpus.SourceId;
import io.synth.fake.FakeTools;
import io.synth.fake.MapCorpus;
import io.synth.fake.ScriptedTeacher;
import io.synth.fake.Seeds;
import io.synth.fake.WordTokenizer;
import io.synth.model.Capability;
import io.synth.model.Claim;
import io.synth.model.Claim.Verdict;
import io.synth.model.Finding;
import io.synth.model.Language;
import io.synth.model.Message;
import io.synth.model.Seed;
import io.synth.model.Task;
import io.synth.model.TeacherRole;
import io.synth.model.Trajectory;
import io.synth.model.Trajectory.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeepVerifyActingTest {
  private static final String URL = "https://example.org/osk";
  private static final String ID = SourceId.of(URL);
  private static final String EXTRACT = "{\"points\":[\"It is long.\",\"It is deep.\"]}";
  private static final String PLAN =
      "{\"checks\":[{\"point\":1,\"queries\":[\"Osk length\"]},"
          + "{\"point\":2,\"queries\":[\"Osk depth\"]}]}";
  private static final String ENOUGH = "{\"sufficient\":true,\"queries\":[]}";
  private static final String MORE = "{\"sufficient\":false,\"queries\":[\"Osk depth survey\"]}";
  private static final String REPORT =
      "{\"findings\":["
          + "{\"point\":2,\"verdict\":\"doubtful\",\"explanation\":\"Nothing was found.\","
          + "\"citations\":[]},"
          + "{\"point\":1,\"verdict\":\"support\",\"explanation\":\"The survey gives 310 km.\","
          + "\"citations\":[\""
          + URL
          + "\"]}]}";

  private final MapCorpus corpus = new MapCorpus().page(URL, "Osk", "The Osk is 310 km long.");
  private final ScriptedTeacher teacher = new ScriptedTeacher();

  @Test
  void goesThroughTheRolesAndReportsEachPoint() {
    teacher
        .says(EXTRACT)
        .says("```json\n" + PLAN + "\n```")
        .calls(FakeTools.open(URL))
        .says("The Osk is 310 km long \\cite{" + ID + "}.")
        .says(ENOUGH)
        .says(REPORT);

    Trajectory trajectory = act(english(), AgentSettings.DEFAULT);

    assertThat(trajectory.status()).isEqualTo(Status.FINISHED);
    assertThat(trajectory.findings())
        .containsExactly(
            new Finding("The Osk is long.", Verdict.SUPPORT, List.of(ID)),
            new Finding("The Osk is deep.", Verdict.DOUBTFUL, List.of()));
    assertThat(trajectory.answer())
        .isEqualTo(
            "**1. The Osk is long.**\n\nSupported. The survey gives 310 km. \\cite{"
                + ID
                + "}\n\n**2. The Osk is deep.**\n\nDoubtful. Nothing was found.");
    assertThat(trajectory.messages().stream().filter(m -> m.role() == Message.Role.USER))
        .extracting(message -> message.content().lines().findFirst().orElse(""))
        .containsExactly("## Extract", "## Plan", "## Verify", "## Replan", "## Report");
    assertThat(trajectory.messages().get(1).content()).contains("Check: 1. long 2. deep");
    assertThat(teacher.asked("verify_extract").get(0).request().mayCall()).isFalse();
    assertThat(teacher.asked().get(2).request().mayCall()).isTrue();
    assertThat(teacher.asked()).allMatch(asked -> asked.request().tools().size() == 2);
    assertThat(trajectory.steps()).isEqualTo(6);
  }

  @Test
  void goesBackToVerifyingAtMostTwice() {
    teacher
        .says(EXTRACT)
        .says(PLAN)
        .says("Nothing yet.")
        .says(MORE)
        .says("Still nothing.")
        .says(MORE)
        .says("Nothing at all.")
        .says(REPORT);

    Trajectory trajectory = act(english(), AgentSettings.DEFAULT);

    assertThat(trajectory.status()).isEqualTo(Status.FINISHED);
    assertThat(teacher.isDone()).isTrue();
    assertThat(trajectory.messages().get(9).content())
        .startsWith("## Verify")
        .endsWith("- Osk depth survey");
  }

  @Test
  void sumsUpAndReportsWhenALimitIsReached() {
    teacher
        .says(EXTRACT)
        .says(PLAN)
        .calls(FakeTools.open(URL))
        .says("The Osk is 310 km long.")
        .says(REPORT);

    Trajectory trajectory = act(english(), new AgentSettings(3, 60, 100_000, 1000, 5, 2, 3));

    assertThat(trajectory.status()).isEqualTo(Status.FORCED);
    assertThat(trajectory.code()).isEqualTo("step_limit");
    assertThat(trajectory.findings()).hasSize(2);
    assertThat(teacher.asked().get(3).last()).startsWith("The budget for this task is used up");
    assertThat(teacher.asked("verify_replan")).isEmpty();
  }

  @Test
  void goesOnFromAnEmptyTurnAndReportsWithoutSearchAtALimit() {
    teacher.says(EXTRACT).says(PLAN).says(" ").says("Summary.").says(ENOUGH).says(REPORT);
    teacher.says(EXTRACT).says(PLAN).says(REPORT);

    Trajectory nudged = act(english(), AgentSettings.DEFAULT);
    Trajectory limited = act(english(), new AgentSettings(2, 60, 100_000, 1000, 5, 2, 3));

    assertThat(nudged.messages().get(7).content()).startsWith("Your last turn was empty.");
    assertThat(nudged.status()).isEqualTo(Status.FINISHED);
    assertThat(limited.status()).isEqualTo(Status.FORCED);
    assertThat(limited.messages().get(5).content()).startsWith("## Report");
  }

  @Test
  void letsAReplyBeCorrectedOnce() {
    teacher
        .says("{\"points\":[\"Only one.\"]}")
        .says(EXTRACT)
        .says("no JSON")
        .says(PLAN)
        .says("Summary.")
        .says(ENOUGH)
        .says("{\"findings\":[{\"point\":1,\"verdict\":\"maybe\"}]}")
        .says(REPORT);

    Trajectory trajectory = act(english(), AgentSettings.DEFAULT);

    assertThat(trajectory.status()).isEqualTo(Status.FINISHED);
    assertThat(trajectory.messages().get(3).content())
        .isEqualTo(
            "This reply cannot be used: the request lists 2 points, and the reply has 1. Send the"
                + " whole reply again as one JSON object of the required form, without any text"
                + " around it.");
    assertThat(trajectory.messages().get(7).content()).contains("the reply holds no JSON object");
  }

  @Test
  void failsWhenAReplyStaysWrong() {
    teacher
        .says(EXTRACT)
        .says(PLAN)
        .says("Summary.")
        .says(ENOUGH)
        .says(REPORT.replace("\"point\":2", "\"point\":1"))
        .says(REPORT.replace("\"point\":2", "\"point\":3"));

    Trajectory trajectory = act(english(), AgentSettings.DEFAULT);

    assertThat(trajectory.status()).isEqualTo(Status.FAILED);
    assertThat(trajectory.code()).isEqualTo("invalid_reply");
    assertThat(trajectory.reason())
        .isEqualTo(
            "The reply verify_report was still not as asked for after one correction: it must have"
                + " one finding for each of the points 1 to 2, and it has findings for 3, 1; the last"
                + " reply was: "
                + REPORT.replace("\"point\":2", "\"point\":3"));
    assertThat(trajectory.messages()).hasSize(13);
  }

  @Test
  void takesIdsAsTeachersWriteThemAndKeepsForeignOnesForTheChecks() {
    teacher
        .says(EXTRACT)
        .says(PLAN)
        .calls(FakeTools.open(URL))
        .says("Summary.")
        .says(ENOUGH)
        .says(
            REPORT
                .replace("[\"" + URL + "\"]", "[\"\\\\cite{" + ID + "}\",\"https://elsewhere\"]")
                .replace("Nothing was found.", "Nothing \\\\cite{web_00000000}."));

    Trajectory trajectory = act(english(), AgentSettings.DEFAULT);

    assertThat(trajectory.findings().get(0).citations()).containsExactly(ID, "https://elsewhere");
    assertThat(trajectory.findings().get(1).citations()).containsExactly("web_00000000");
    assertThat(trajectory.answer()).endsWith("Doubtful. Nothing. \\cite{web_00000000}");
  }

  @Test
  void verifiesInChineseAndWithoutGivenPoints() {
    Seed seed = Seeds.paragraph(Language.ZH, "奥斯克河很长，也很深。");
    Task task = Task.builder(seed, Capability.VERIFICATION, "test", "核查：奥斯克河很长，也很深。").build();
    teacher
        .says("{\"points\":[\"奥斯克河很长。\",\"奥斯克河很深。\"]}")
        .says(PLAN)
        .says("证据如下。")
        .says(ENOUGH)
        .says(
            REPORT
                .replace("The survey gives 310 km.", "测量结果为三百一十公里。")
                .replace("Nothing was found.", "没有查到。"));

    Trajectory trajectory = act(task, AgentSettings.DEFAULT);

    assertThat(trajectory.messages().get(0).content()).startsWith("你的工作是亲自查找并阅读资料");
    assertThat(trajectory.messages().get(1).content())
        .startsWith("## Extract\n\n阅读下面的任务")
        .endsWith("核查：奥斯克河很长，也很深。");
    assertThat(trajectory.findings())
        .extracting(Finding::claim)
        .containsExactly("奥斯克河很长。", "奥斯克河很深。");
    assertThat(trajectory.answer())
        .startsWith("**1. 奥斯克河很长。**\n\n支持。测量结果为三百一十公里。")
        .endsWith("**2. 奥斯克河很深。**\n\n存疑。没有查到。");
  }

  private static Task english() {
    Claim[] claims = {
      new Claim("The Osk is long.", Verdict.SUPPORT), new Claim("The Osk is deep.", Verdict.REFUTE)
    };
    Seed seed = Seeds.paragraph(Language.EN, "The Osk is long and deep.", claims);
    return Task.builder(seed, Capability.VERIFICATION, "test", "Check: 1. long 2. deep")
        .claims(seed.claims())
        .build();
  }

  private Trajectory act(Task task, AgentSettings settings) {
    return new Agent(settings, new WordTokenizer(), new FakeTools())
        .act(task, Acting.DEEP_VERIFY, 0, TeacherRole.ACTOR, teacher, corpus);
  }
}
