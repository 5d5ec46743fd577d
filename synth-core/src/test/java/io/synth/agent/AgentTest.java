package io.synth.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.synth.corpus.SourceId;
import io.synth.fake.FakeTools;
import io.synth.fake.MapCorpus;
import io.synth.fake.ScriptedTeacher;
import io.synth.fake.Seeds;
import io.synth.fake.WordTokenizer;
import io.synth.model.Capability;
import io.synth.model.Language;
import io.synth.model.Message;
import io.synth.model.Message.Role;
import io.synth.model.Source;
import io.synth.model.Task;
import io.synth.model.TeacherRole;
import io.synth.model.ToolCall;
import io.synth.model.Trajectory;
import io.synth.model.Trajectory.Status;
import io.synth.model.Usage;
import io.synth.teacher.BudgetSpentException;
import io.synth.teacher.ChatReply.Finish;
import io.synth.teacher.TeacherException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AgentTest {
  private static final String URL = "https://example.org/brenfeld";
  private static final String ID = SourceId.of(URL);

  private final MapCorpus corpus =
      new MapCorpus().page(URL, "Brenfeld", "Brenfeld lies on the river Osk.");
  private final ScriptedTeacher teacher = new ScriptedTeacher();

  @Test
  void actsUntilTheAnswerAndKeepsEverythingThatWasSaid() {
    teacher
        .calls(FakeTools.search("Brenfeld river"))
        .calls(FakeTools.open(URL))
        .says("<answer>Osk\n\nBrenfeld lies on the Osk.\\cite{" + ID + "}</answer>");

    Trajectory trajectory = act(AgentSettings.DEFAULT, english());

    assertThat(trajectory.status()).isEqualTo(Status.FINISHED);
    assertThat(trajectory.code()).isEmpty();
    assertThat(trajectory.reason()).isEmpty();
    assertThat(trajectory.answer()).isEqualTo("Osk\n\nBrenfeld lies on the Osk.\\cite{" + ID + "}");
    assertThat(trajectory.messages())
        .extracting(Message::role)
        .containsExactly(
            Role.SYSTEM,
            Role.USER,
            Role.ASSISTANT,
            Role.TOOL,
            Role.ASSISTANT,
            Role.TOOL,
            Role.ASSISTANT);
    assertThat(trajectory.messages().get(1).content())
        .isEqualTo("Which river does Brenfeld lie on?");
    assertThat(trajectory.messages().get(2).reasoningContent()).isEqualTo("thinking");
    assertThat(trajectory.messages().get(3).content()).isEqualTo(URL);
    assertThat(trajectory.sources()).extracting(Source::id).containsExactly(ID);
    assertThat(trajectory.steps()).isEqualTo(3);
    assertThat(trajectory.toolCalls()).isEqualTo(2);
    assertThat(trajectory.toolErrors()).isZero();
    assertThat(trajectory.teacher()).isEqualTo("scripted-actor");
    assertThat(trajectory.model()).isEqualTo("scripted-model");
    assertThat(trajectory.usage()).isEqualTo(new Usage(3, 300, 0, 30, 0, 1.5));
    assertThat(trajectory.tools())
        .startsWith("[{\"type\":\"function\",\"function\":{\"name\":\"search\"");
    assertThat(trajectory.trajectoryId())
        .isEqualTo(Agent.trajectoryId(english().taskId(), TeacherRole.ACTOR, 0))
        .hasSize(32);
  }

  @Test
  void givesTheContextAfterABlankLine() {
    Task task = task(Language.EN, "Write about Brenfeld.", null, "1. History\n2. Trade");
    teacher.says("<answer># Brenfeld</answer>");

    Trajectory trajectory = act(AgentSettings.DEFAULT, task);

    assertThat(trajectory.messages().get(1).content())
        .isEqualTo("Write about Brenfeld.\n\n1. History\n2. Trade");
  }

  @Test
  void samplesEachRolloutWithASeedOfItsOwn() {
    teacher.says("<answer>Osk</answer>").says("<answer>Osk</answer>").says("<answer>Osk</answer>");
    act(english(), 0, TeacherRole.ACTOR);
    act(english(), 1, TeacherRole.ACTOR);
    act(english(), 0, TeacherRole.ACTOR);

    List<Long> seeds =
        teacher.asked().stream().map(asked -> asked.request().sampling().seed()).toList();
    assertThat(seeds.get(0)).isNotEqualTo(seeds.get(1)).isEqualTo(seeds.get(2)).isNotNegative();
  }

  @Test
  void speaksChineseForAChineseTask() {
    Task task = task(Language.ZH, "布伦费尔德位于哪条河边？", "奥斯克河", null);
    teacher.says("我先想一想。").says("<answer>奥斯克河\n\n布伦费尔德位于奥斯克河边。</answer>");

    Trajectory trajectory = act(AgentSettings.DEFAULT, task);

    assertThat(trajectory.messages().get(0).content()).startsWith("你是一名研究智能体。");
    assertThat(trajectory.messages().get(3).content())
        .isEqualTo(
            "上一轮既没有调用工具，也没有在 <answer> 标签中给出答案。请继续：如果还需要证据，就调用工具；否则在 <answer> 和 </answer> 之间给出最终答案。");
    assertThat(trajectory.answer()).isEqualTo("奥斯克河\n\n布伦费尔德位于奥斯克河边。");
  }

  @Test
  void runsAllCallsOfATurnAndAnswersThemInOrder() {
    teacher
        .calls(FakeTools.open(URL), FakeTools.open("https://example.org/none"))
        .says("<answer>Osk</answer>");

    Trajectory trajectory = act(AgentSettings.DEFAULT, english());

    assertThat(trajectory.messages().get(3).content()).startsWith(ID);
    assertThat(trajectory.messages().get(4).content()).isEqualTo("error: there is no such page");
    assertThat(trajectory.toolCalls()).isEqualTo(2);
    assertThat(trajectory.toolErrors()).isEqualTo(1);
  }

  @Test
  void countsCallsThatFindNothingAsErrors() {
    teacher.calls(FakeTools.search("zzz")).says("<answer>Osk</answer>");

    assertThat(act(AgentSettings.DEFAULT, english()).toolErrors()).isEqualTo(1);
  }

  @Test
  void ignoresAnAnswerInATurnThatStillCallsTools() {
    teacher
        .replies(
            Message.assistant(
                "<answer>Guess</answer>", null, List.of(FakeTools.search("Brenfeld"))),
            Finish.TOOL_CALLS)
        .says("<answer>Osk</answer>");

    assertThat(act(AgentSettings.DEFAULT, english()).answer()).isEqualTo("Osk");
  }

  @Test
  void refusesCallsBeyondWhatATurnMayHold() {
    AgentSettings oneAtATime = new AgentSettings(30, 60, 100_000, 1000, 1, 2, 3);
    teacher.calls(FakeTools.open(URL), FakeTools.search("Osk")).says("<answer>Osk</answer>");

    Trajectory trajectory = act(oneAtATime, english());

    assertThat(trajectory.messages().get(4).content())
        .isEqualTo(
            "error: this call was not run: too many calls in one turn. Make it again in a later"
                + " turn if it is still needed.");
    assertThat(trajectory.toolErrors()).isEqualTo(1);
  }

  @Test
  void noticesACallThatGaveTheSameResultTwiceBefore() {
    ToolCall spaced = ToolCall.of("call-3", "search", "{ \"query\" : \"Brenfeld river\" }");
    teacher
        .calls(FakeTools.search("Brenfeld river"))
        .calls(FakeTools.search("Brenfeld river"))
        .calls(spaced)
        .calls(FakeTools.search("river Brenfeld"))
        .says("<answer>Osk</answer>");

    Trajectory trajectory = act(AgentSettings.DEFAULT, english());

    assertThat(trajectory.messages().get(5).content()).isEqualTo(URL);
    assertThat(trajectory.messages().get(7).content())
        .isEqualTo(
            "notice: this call was made with the same arguments before and gave the same result 2"
                + " times in a row; the result is not shown again. Look at it above, and go on with"
                + " a different call or with the answer.");
    assertThat(trajectory.messages().get(9).content()).isEqualTo(URL);
  }

  @Test
  void forcesAnAnswerAtTheStepLimit() {
    AgentSettings twoSteps = new AgentSettings(2, 60, 100_000, 1000, 5, 2, 3);
    teacher
        .calls(FakeTools.search("Brenfeld"))
        .calls(FakeTools.open(URL))
        .says("<answer>Osk</answer>");

    Trajectory trajectory = act(twoSteps, english());

    assertThat(trajectory.status()).isEqualTo(Status.FORCED);
    assertThat(trajectory.code()).isEqualTo("step_limit");
    assertThat(trajectory.reason()).isEqualTo("The limit of 2 steps was reached.");
    assertThat(trajectory.answer()).isEqualTo("Osk");
    assertThat(trajectory.steps()).isEqualTo(3);
    assertThat(teacher.asked())
        .extracting(asked -> asked.request().mayCall())
        .containsExactly(true, true, false);
    assertThat(teacher.asked().get(2).request().tools()).hasSize(2);
    assertThat(teacher.asked().get(2).last())
        .startsWith("The budget for this task is used up, and no more tools can be called.");
  }

  @Test
  void finishesOnTheLastStepAllowed() {
    AgentSettings twoSteps = new AgentSettings(2, 60, 100_000, 1000, 5, 2, 3);
    teacher.calls(FakeTools.search("Brenfeld")).says("<answer>Osk</answer>");

    assertThat(act(twoSteps, english()).status()).isEqualTo(Status.FINISHED);
  }

  @Test
  void forcesAnAnswerAtTheToolCallLimit() {
    AgentSettings oneCall = new AgentSettings(30, 1, 100_000, 1000, 5, 2, 3);
    teacher
        .calls(FakeTools.search("Brenfeld"), FakeTools.open(URL))
        .says("<answer>unknown</answer>");

    Trajectory trajectory = act(oneCall, english());

    assertThat(trajectory.status()).isEqualTo(Status.FORCED);
    assertThat(trajectory.code()).isEqualTo("tool_call_limit");
    assertThat(trajectory.reason()).isEqualTo("The limit of 1 tool calls was reached.");
    assertThat(trajectory.messages().get(4).content())
        .isEqualTo(
            "error: this call was not run: the budget of tool calls is used up. Answer from what"
                + " was found.");
    assertThat(trajectory.sources()).isEmpty();
  }

  @Test
  void cutsAResultThatDoesNotFitAndForcesAnAnswer() {
    String url = "https://example.org/long";
    corpus.page(url, "Long", "word ".repeat(5000));
    int context = 2000;
    AgentSettings small = new AgentSettings(30, 60, context, 200, 5, 2, 3);
    teacher.calls(FakeTools.open(url)).says("<answer>Osk</answer>");

    Trajectory trajectory = act(small, english());

    assertThat(trajectory.status()).isEqualTo(Status.FORCED);
    assertThat(trajectory.code()).isEqualTo("context_limit");
    assertThat(trajectory.reason())
        .matches(
            "The conversation reached \\d+ of 2000 tokens, of which 200 are kept for the answer.");
    assertThat(trajectory.messages().get(3).content())
        .endsWith("word word\n[cut: the rest does not fit into the context]");
    assertThat(trajectory.tokens()).isLessThan(context);
    Integer maxTokens = teacher.asked().get(1).request().sampling().maxTokens();
    assertThat(maxTokens).isNotNull().isBetween(1, 200);
  }

  @Test
  void keepsWithinTheTeachersOwnContextWindow() {
    teacher.contextTokens(100);

    Trajectory trajectory = act(AgentSettings.DEFAULT, english());

    assertThat(trajectory.status()).isEqualTo(Status.FAILED);
    assertThat(trajectory.code()).isEqualTo("context_length");
    assertThat(trajectory.reason())
        .matches(
            "The conversation has \\d+ tokens, and the context holds 100, 25 of them kept for the"
                + " answer: raise the agent's context, or shorten the task.");
    assertThat(teacher.asked()).isEmpty();
  }

  @Test
  void forcesAnAnswerAfterTurnsWithoutCallOrAnswer() {
    teacher.says("Hm.").says("").says("Well.").says("<answer>Osk</answer>");

    Trajectory trajectory = act(AgentSettings.DEFAULT, english());

    assertThat(trajectory.status()).isEqualTo(Status.FORCED);
    assertThat(trajectory.code()).isEqualTo("no_progress");
    assertThat(trajectory.reason())
        .isEqualTo("The teacher neither called a tool nor answered in 3 turns in a row.");
  }

  @Test
  void neverSpeaksTwiceInARowAsTheUser() {
    AgentSettings twoSteps = new AgentSettings(2, 60, 100_000, 1000, 5, 2, 3);
    teacher.says("Hm.").says("Hm.").says("<answer>Osk</answer>");

    Trajectory trajectory = act(twoSteps, english());

    assertThat(trajectory.code()).isEqualTo("step_limit");
    assertThat(trajectory.messages())
        .extracting(Message::role)
        .containsExactly(
            Role.SYSTEM,
            Role.USER,
            Role.ASSISTANT,
            Role.USER,
            Role.ASSISTANT,
            Role.USER,
            Role.ASSISTANT);
  }

  @Test
  void startsCountingNudgesAnewAfterACall() {
    teacher
        .says("Hm.")
        .says("Hm.")
        .calls(FakeTools.search("Brenfeld"))
        .says("Hm.")
        .says("Hm.")
        .says("<answer>Osk</answer>");

    assertThat(act(AgentSettings.DEFAULT, english()).status()).isEqualTo(Status.FINISHED);
  }

  @Test
  void asksToGoOnAfterAReplyThatWasCutWithinTheAnswer() {
    teacher.replies(Message.assistant("<answer>Os"), Finish.LENGTH).says("<answer>Osk</answer>");

    Trajectory trajectory = act(AgentSettings.DEFAULT, english());

    assertThat(trajectory.messages().get(3).content())
        .startsWith("Your last turn was cut at the length limit");
    assertThat(trajectory.answer()).isEqualTo("Osk");
  }

  @Test
  void takesAnAnswerLeftOpenByATurnThatEndedByItself() {
    teacher.says("<answer>Osk");

    assertThat(act(AgentSettings.DEFAULT, english()).answer()).isEqualTo("Osk");
  }

  @Test
  void failsWhenTheForcedTurnHasNoAnswerAndKeepsNoCallWithoutResult() {
    AgentSettings oneStep = new AgentSettings(1, 60, 100_000, 1000, 5, 2, 3);
    teacher.calls(FakeTools.search("Brenfeld")).calls(FakeTools.open(URL));

    Trajectory trajectory = act(oneStep, english());

    assertThat(trajectory.status()).isEqualTo(Status.FAILED);
    assertThat(trajectory.code()).isEqualTo("no_answer");
    assertThat(trajectory.reason())
        .isEqualTo(
            "The limit of 1 steps was reached. The teacher gave no answer in <answer> tags when it"
                + " was made to.");
    assertThat(trajectory.messages().get(5).toolCalls()).isEmpty();
  }

  @Test
  void failsWhenTheForcedAnswerIsCut() {
    AgentSettings oneStep = new AgentSettings(1, 60, 100_000, 1000, 5, 2, 3);
    teacher
        .calls(FakeTools.search("Brenfeld"))
        .replies(Message.assistant("<answer>The river"), Finish.LENGTH);

    Trajectory trajectory = act(oneStep, english());

    assertThat(trajectory.code()).isEqualTo("cut_answer");
    assertThat(trajectory.reason())
        .isEqualTo(
            "The limit of 1 steps was reached. The answer that was then asked for was cut at the"
                + " token limit.");
  }

  @Test
  void aTeacherOutOfReachIsNoFailureOfTheAttempt() {
    teacher
        .calls(FakeTools.search("Brenfeld"))
        .fails(new TeacherException("unavailable", "actor: connection refused"));

    assertThatThrownBy(() -> act(AgentSettings.DEFAULT, english()))
        .isInstanceOf(TeacherException.class)
        .hasMessage("actor: connection refused");
  }

  @Test
  void failsWithTheTeachersReasonAndKeepsTheMessages() {
    teacher
        .calls(FakeTools.search("Brenfeld"))
        .fails(new TeacherException("invalid_response", "actor: 5 attempts, last status 503"));

    Trajectory trajectory = act(AgentSettings.DEFAULT, english());

    assertThat(trajectory.status()).isEqualTo(Status.FAILED);
    assertThat(trajectory.code()).isEqualTo("invalid_response");
    assertThat(trajectory.reason()).isEqualTo("actor: 5 attempts, last status 503");
    assertThat(trajectory.messages()).hasSize(4);
    assertThat(trajectory.usage().calls()).isEqualTo(1);
  }

  @Test
  void failsWhenTheServerWithholdsATurn() {
    teacher.replies(Message.assistant(""), Finish.CONTENT_FILTER);

    Trajectory trajectory = act(AgentSettings.DEFAULT, english());

    assertThat(trajectory.code()).isEqualTo("content_filter");
    assertThat(trajectory.reason())
        .isEqualTo("The teacher's server withheld turn 1 by its filter.");
  }

  @Test
  void passesTheEndOfTheBudgetOn() {
    teacher
        .calls(FakeTools.search("Brenfeld"))
        .fails(new BudgetSpentException("10 USD are spent", false));

    assertThatThrownBy(() -> act(AgentSettings.DEFAULT, english()))
        .isInstanceOf(BudgetSpentException.class)
        .hasMessage("10 USD are spent");
  }

  @Test
  void actsDirectlyWithoutTools() {
    teacher.says("A plain reply.");

    Trajectory trajectory = act(english(), Acting.DIRECT);

    assertThat(trajectory.answer()).isEqualTo("A plain reply.");
    assertThat(trajectory.tools()).isEqualTo("[]");
    assertThat(teacher.asked().get(0).request().tools()).isEmpty();
  }

  @Test
  void failsADirectReplyThatIsCutOrEmpty() {
    teacher.replies(Message.assistant("A plain"), Finish.LENGTH).says("  ");

    Trajectory cut = act(english(), Acting.DIRECT);
    Trajectory empty = act(english(), Acting.DIRECT);

    assertThat(cut.code()).isEqualTo("cut_answer");
    assertThat(cut.reason()).isEqualTo("The reply was cut at the token limit.");
    assertThat(empty.code()).isEqualTo("no_answer");
    assertThat(empty.reason()).isEqualTo("The teacher's reply is empty.");
  }

  @Test
  void givesEqualTrajectoriesForEqualReplies() {
    ScriptedTeacher other = new ScriptedTeacher();
    for (ScriptedTeacher one : List.of(teacher, other)) {
      one.calls(FakeTools.search("Brenfeld")).says("<answer>Osk</answer>");
    }

    assertThat(act(AgentSettings.DEFAULT, english()))
        .isEqualTo(
            agent(AgentSettings.DEFAULT)
                .act(english(), Acting.REACT, 0, TeacherRole.ACTOR, other, corpus));
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatThrownBy(() -> new AgentSettings(0, 60, 100_000, 1000, 5, 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxSteps is 0; it must be at least 1");
  }

  private static Task english() {
    return task(Language.EN, "Which river does Brenfeld lie on?", "Osk", null);
  }

  private static Task task(
      Language language, String prompt, @Nullable String answer, @Nullable String context) {
    return Task.builder(
            Seeds.question(language, prompt, answer), Capability.END_TO_END, "test", prompt)
        .answer(answer)
        .context(context)
        .build();
  }

  private Trajectory act(AgentSettings settings, Task task) {
    return agent(settings).act(task, Acting.REACT, 0, TeacherRole.ACTOR, teacher, corpus);
  }

  private Trajectory act(Task task, Acting acting) {
    return agent(AgentSettings.DEFAULT).act(task, acting, 0, TeacherRole.ACTOR, teacher, corpus);
  }

  private void act(Task task, int rollout, TeacherRole role) {
    agent(AgentSettings.DEFAULT).act(task, Acting.REACT, rollout, role, teacher, corpus);
  }

  private static Agent agent(AgentSettings settings) {
    return new Agent(settings, new WordTokenizer(), new FakeTools());
  }
}
