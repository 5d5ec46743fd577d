package io.synth.agent;

import io.synth.agent.tool.Workspace;
import io.synth.model.ContentHash;
import io.synth.model.Language;
import io.synth.model.Message;
import io.synth.model.Task;
import io.synth.model.TeacherRole;
import io.synth.model.ToolCall;
import io.synth.teacher.Authors;
import io.synth.teacher.ChatReply;
import io.synth.teacher.ChatReply.Finish;
import io.synth.teacher.ChatRequest;
import io.synth.teacher.ReplySchema;
import io.synth.teacher.Sampling;
import io.synth.teacher.TeacherSession;
import io.synth.teacher.ToolDefinition;
import io.synth.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One attempt while it is acted out: what was said, what was counted. Used by one thread. */
final class Conversation {
  /** What a chat template adds to a message, about: our estimate. */
  private static final int MESSAGE_TOKENS = 4;

  private final Task task;
  private final AgentSettings settings;
  private final Tokenizer tokenizer;
  private final TeacherRole role;
  private final TeacherSession teachers;
  private final List<ToolDefinition> definitions;
  private final TurnForm form;
  private final CallRunner calls;
  private final Workspace workspace;
  private final Sampling sampling;
  private final Authors authors = new Authors();
  private final int toolTokens;

  private final List<Message> messages = new ArrayList<>();
  private int tokens;
  private int steps;
  private int toolCalls;
  private int toolErrors;
  private int reflections;

  Conversation(
      Task task,
      int rollout,
      TeacherRole role,
      TeacherSession teachers,
      AgentSettings settings,
      Tokenizer tokenizer,
      ToolRunner tools,
      ActingStyle style,
      Workspace workspace) {
    this.task = task;
    this.settings = settings;
    this.tokenizer = tokenizer;
    this.role = role;
    this.teachers = teachers;
    this.workspace = workspace;
    this.definitions = style.usesTools() ? List.copyOf(tools.definitions()) : List.of();
    this.form = TurnForm.of(teachers, role, definitions, task.language(), style.answersInTags());
    this.calls = new CallRunner(tools, workspace, task.language());
    // Rollouts of one task must differ even where the server samples by seed alone. 31 bits: the
    // range that all servers take.
    long seed =
        ContentHash.seed("rollout", task.taskId(), role.label(), Integer.toString(rollout))
            & Integer.MAX_VALUE;
    this.sampling = Sampling.SERVER.withSeed(seed);
    this.toolTokens = form.toolTokens(tokenizer);
    this.tokens = toolTokens;
  }

  Task task() {
    return task;
  }

  Language language() {
    return task.language();
  }

  AgentSettings settings() {
    return settings;
  }

  TeacherSession teachers() {
    return teachers;
  }

  Workspace workspace() {
    return workspace;
  }

  List<ToolDefinition> definitions() {
    return definitions;
  }

  List<Message> messages() {
    return List.copyOf(messages);
  }

  int tokens() {
    return tokens;
  }

  int steps() {
    return steps;
  }

  int toolCalls() {
    return toolCalls;
  }

  int toolErrors() {
    return toolErrors;
  }

  int reflections() {
    return reflections;
  }

  /** Who gave the turns. */
  Authors authors() {
    return authors;
  }

  /** Of the teacher that acts now: one that took over may hold less. */
  private int contextTokens() {
    return Math.min(settings.contextTokens(), teachers.contextTokens(role));
  }

  private int reserve() {
    return Math.min(settings.answerReserve(), contextTokens() / 4);
  }

  /** Adds a system or user message. */
  void say(Message message) {
    messages.add(message);
    tokens += count(message);
  }

  /** Asks to reflect on a wrong result. */
  void reflect(String words) {
    reflections++;
    say(Message.user(words));
  }

  /** The next turn of the teacher, with the tools at hand. */
  ChatReply ask() {
    return ask(true, null, sampling);
  }

  /** The next turn without calls: all the context that is left is for it. */
  ChatReply askWithoutTools() {
    int room = contextTokens() - tokens;
    boolean scarce = room < 2 * reserve();
    return ask(false, null, scarce ? sampling.withMaxTokens(Math.max(1, room)) : sampling);
  }

  /** The next turn as a structured reply. */
  ChatReply ask(ReplySchema schema) {
    return ask(false, schema, sampling);
  }

  private ChatReply ask(boolean mayCall, @Nullable ReplySchema schema, Sampling turnSampling) {
    if (tokens >= contextTokens()) {
      throw tooLong();
    }
    ChatReply reply;
    try {
      ChatRequest request = new ChatRequest(messages, definitions, schema, turnSampling);
      reply = form.ask(mayCall ? request : request.withoutCalls());
    } catch (AttemptFailedException e) {
      // Where it is the first reply, nothing else tells which model failed.
      if (!e.model().isEmpty()) {
        authors.add(teachers.teacher(role), e.model());
      }
      throw e;
    }
    authors.add(teachers.teacher(role), reply.model());
    steps++;
    // Calls nobody offered get no result, and a call without result breaks chat templates.
    Message said =
        !mayCall || definitions.isEmpty()
            ? Message.assistant(
                reply.message().content(), reply.message().reasoningContent(), List.of())
            : reply.message();
    say(said);
    if (reply.finish() == Finish.CONTENT_FILTER) {
      throw new AttemptFailedException(
          "content_filter", "The teacher's server withheld turn " + steps + " by its filter.");
    }
    return new ChatReply(said, reply.finish(), reply.model(), reply.usage());
  }

  /**
   * Refuses a task whose prompt alone leaves no room to work.
   *
   * @throws AttemptFailedException with code {@code context_length}
   */
  void requireRoom() {
    if (steps == 0 && tokens + reserve() >= contextTokens()) {
      throw tooLong();
    }
  }

  private AttemptFailedException tooLong() {
    return new AttemptFailedException(
        "context_length",
        "The conversation has "
            + tokens
            + " tokens, and the context holds "
            + contextTokens()
            + ", "
            + reserve()
            + " of them kept for the answer: raise the agent's context, or shorten the task.");
  }

  /** Runs the calls of a turn, in order, and adds their results. */
  void run(List<ToolCall> turn) {
    for (int i = 0; i < turn.size(); i++) {
      ToolCall call = turn.get(i);
      ToolOutcome outcome;
      if (i >= settings.parallelCalls()) {
        outcome = refused("refused_parallel");
      } else if (toolCalls >= settings.maxToolCalls()) {
        outcome = refused("refused_budget");
      } else {
        outcome = calls.run(call);
      }
      toolCalls++;
      if (outcome.fruitless()) {
        toolErrors++;
      }
      say(Message.tool(call, fitting(outcome.text())));
    }
  }

  /** The limit that is reached, if any: no further turn with tools then. */
  Optional<Limit> limit() {
    if (steps >= settings.maxSteps()) {
      return Optional.of(
          new Limit("step_limit", "The limit of " + settings.maxSteps() + " steps was reached."));
    }
    if (!definitions.isEmpty() && toolCalls >= settings.maxToolCalls()) {
      return Optional.of(
          new Limit(
              "tool_call_limit",
              "The limit of " + settings.maxToolCalls() + " tool calls was reached."));
    }
    if (tokens + reserve() >= contextTokens()) {
      return Optional.of(
          new Limit(
              "context_limit",
              "The conversation reached "
                  + tokens
                  + " of "
                  + contextTokens()
                  + " tokens, of which "
                  + reserve()
                  + " are kept for the answer."));
    }
    return Optional.empty();
  }

  /** Changes what the teacher said, words and reasoning, and counts anew. */
  void rewriteAssistant(UnaryOperator<String> rewrite) {
    messages.replaceAll(
        message -> {
          if (message.role() != Message.Role.ASSISTANT) {
            return message;
          }
          String reasoning = message.reasoningContent();
          return Message.assistant(
              rewrite.apply(message.content()),
              reasoning == null ? null : rewrite.apply(reasoning),
              message.toolCalls());
        });
    tokens = toolTokens + messages.stream().mapToInt(this::count).sum();
  }

  private ToolOutcome refused(String prompt) {
    return ToolOutcome.failed(AgentPrompts.text(prompt, language()));
  }

  /** Cuts a result to what the context still holds beside the reserve. */
  private String fitting(String result) {
    int room = contextTokens() - reserve() - tokens - MESSAGE_TOKENS;
    if (tokenizer.count(result) <= room) {
      return result;
    }
    String notice = AgentPrompts.text("cut_result", language());
    int least = 0;
    int most = result.length();
    while (least < most) {
      int middle = (least + most + 1) >>> 1;
      if (tokenizer.count(result.substring(0, middle)) + tokenizer.count(notice) <= room) {
        least = middle;
      } else {
        most = middle - 1;
      }
    }
    if (least > 0 && Character.isHighSurrogate(result.charAt(least - 1))) {
      least--;
    }
    return (result.substring(0, least).stripTrailing() + "\n" + notice).strip();
  }

  private int count(Message message) {
    int count = MESSAGE_TOKENS + tokenizer.count(message.content());
    String reasoning = message.reasoningContent();
    if (reasoning != null) {
      count += tokenizer.count(reasoning);
    }
    for (ToolCall call : message.toolCalls()) {
      count += tokenizer.count(call.function().name());
      count += tokenizer.count(call.function().arguments());
    }
    return count;
  }
}
