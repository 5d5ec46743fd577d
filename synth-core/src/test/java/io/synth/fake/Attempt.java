package io.synth.fake;

import io.synth.agent.Agent;
import io.synth.corpus.SourceId;
import io.synth.model.Authority;
import io.synth.model.Finding;
import io.synth.model.Message;
import io.synth.model.Source;
import io.synth.model.Task;
import io.synth.model.TeacherRole;
import io.synth.model.ToolCall;
import io.synth.model.Trajectory;
import io.synth.model.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds a trajectory turn by turn, in the shape that the agent gives it. */
public final class Attempt {
  /** Definitions of the agent's four tools, shortened. */
  public static final String TOOLS =
      """
      [{"type":"function","function":{"name":"batch_search","description":"Searches."}},\
      {"type":"function","function":{"name":"batch_open","description":"Opens pages."}},\
      {"type":"function","function":{"name":"file","description":"Files."}},\
      {"type":"function","function":{"name":"todo","description":"To-do list."}}]""";

  private final Task task;
  private final List<Message> messages = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();
  private List<Finding> findings = List.of();
  private String tools = TOOLS;
  private String answer = "";
  private TeacherRole role = TeacherRole.ACTOR;
  private Trajectory.Status status = Trajectory.Status.FINISHED;
  private String code = "";
  private String reason = "";
  private int rollout = 0;
  private int steps = -1;
  private int toolCalls = -1;
  private int toolErrors = 0;

  private Attempt(Task task) {
    this.task = task;
    messages.add(Message.system("You research."));
    messages.add(
        Message.user(
            task.context() == null ? task.prompt() : task.prompt() + "\n\n" + task.context()));
  }

  /** Starts with the system and the user turn. */
  public static Attempt at(Task task) {
    return new Attempt(task);
  }

  /** Any message. */
  public Attempt add(Message message) {
    messages.add(message);
    return this;
  }

  /** An assistant turn that thinks and makes one call, and its result. */
  public Attempt call(String tool, String arguments, String result) {
    ToolCall call = ToolCall.of("call_" + messages.size(), tool, arguments);
    messages.add(Message.assistant("", null, List.of(call)));
    messages.add(Message.tool(call, result));
    return this;
  }

  /** A turn that opens one page. */
  public Attempt opens(String url, String title, String date, String text) {
    sources.add(new Source(SourceId.of(url), url, title, "", date, Authority.OFFICIAL));
    return call(
        "batch_open",
        "{\"urls\":[\"" + url + "\"]}",
        "## Page 1: "
            + title
            + "\nurl: "
            + url
            + "\nid: "
            + SourceId.of(url)
            + "\ndate: "
            + date
            + "\nauthority: official\n\n"
            + text);
  }

  /** The last turn. */
  public Attempt answers(String text) {
    return answers(text, null);
  }

  /** The last turn, with reasoning. */
  public Attempt answers(String text, @Nullable String reasoning) {
    answer = text;
    messages.add(Message.assistant("<answer>\n" + text + "\n</answer>", reasoning, List.of()));
    return this;
  }

  /** The report of a deep verification: a structured turn, the answer made from it. */
  public Attempt finds(List<Finding> points, String text) {
    findings = points;
    answer = text;
    messages.add(Message.assistant("{\"findings\":[]}"));
    return this;
  }

  public Attempt tools(String definitions) {
    tools = definitions;
    return this;
  }

  public Attempt role(TeacherRole newRole) {
    role = newRole;
    return this;
  }

  public Attempt rollout(int number) {
    rollout = number;
    return this;
  }

  public Attempt fails(String newCode, String newReason) {
    status = Trajectory.Status.FAILED;
    code = newCode;
    reason = newReason;
    return this;
  }

  /** Counts other than those of the turns. */
  public Attempt counts(int newSteps, int newToolCalls, int newToolErrors) {
    steps = newSteps;
    toolCalls = newToolCalls;
    toolErrors = newToolErrors;
    return this;
  }

  public Trajectory build() {
    int turns = (int) messages.stream().filter(m -> m.role() == Message.Role.ASSISTANT).count();
    int calls = messages.stream().mapToInt(m -> m.toolCalls().size()).sum();
    return new Trajectory(
        Agent.trajectoryId(task.taskId(), role, rollout),
        task.taskId(),
        task.seedId(),
        rollout,
        role,
        task.capability(),
        task.recipe(),
        task.language(),
        "scripted-actor",
        "scripted-model",
        status,
        code,
        reason,
        messages,
        tools,
        answer,
        findings,
        sources,
        steps < 0 ? turns : steps,
        toolCalls < 0 ? calls : toolCalls,
        toolErrors,
        0,
        1000,
        Usage.NONE);
  }
}
