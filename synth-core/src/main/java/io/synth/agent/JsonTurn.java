package io.synth.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.synth.agent.AnswerTags.Answer;
import io.synth.agent.tool.Toolbox;
import io.synth.model.Language;
import io.synth.model.Message;
import io.synth.model.TeacherRole;
import io.synth.model.ToolCall;
import io.synth.teacher.ChatReply;
import io.synth.teacher.ChatReply.Finish;
import io.synth.teacher.ChatRequest;
import io.synth.teacher.Excerpt;
import io.synth.teacher.JsonRepair;
import io.synth.teacher.ReplySchema;
import io.synth.teacher.TeacherSession;
import io.synth.teacher.ToolDefinition;
import io.synth.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns as JSON objects, for models that make no tool calls: a thought, and either a tool with its
 * arguments or the answer. What the teacher writes becomes reasoning, a tool call and an answer, as
 * in a native turn. A reply that is none of this is told so and may be corrected once; neither it
 * nor the correction is part of the conversation.
 */
final class JsonTurn implements TurnForm {
  private final TeacherSession teachers;
  private final TeacherRole role;
  private final Language language;
  private final boolean answersInTags;
  private final boolean bySchema;
  private final ReplySchema anyTurn;
  private final ReplySchema answerTurn;
  private final String instructions;

  /** Why a reply is no turn. */
  private enum Fault {
    CUT("turn_cut", "it was cut at the token limit (raise max_tokens of the role)"),
    NO_JSON("turn_no_json", "it contains no complete JSON object"),
    NO_ACTION("turn_no_action", "its JSON object names neither a tool nor an answer");

    private final String prompt;
    private final String reason;

    Fault(String prompt, String reason) {
      this.prompt = prompt;
      this.reason = reason;
    }
  }

  /**
   * @param bySchema whether the server holds the model to the form; it is told in words all the
   *     same, since a schema explains nothing
   * @param answersInTags whether an answer stands in {@code <answer>} tags in the conversation
   */
  JsonTurn(
      TeacherSession teachers,
      TeacherRole role,
      List<ToolDefinition> tools,
      Language language,
      boolean bySchema,
      boolean answersInTags) {
    this.teachers = teachers;
    this.role = role;
    this.language = language;
    this.bySchema = bySchema;
    this.answersInTags = answersInTags;
    this.anyTurn = TurnSchemas.anyTurn(tools);
    this.answerTurn = TurnSchemas.answer();
    this.instructions = instructions(tools, language);
  }

  private static String instructions(List<ToolDefinition> tools, Language language) {
    List<String> told = new ArrayList<>();
    for (ToolDefinition tool : tools) {
      told.add(
          AgentPrompts.text(
              "json_tool",
              language,
              Map.of(
                  "name", tool.name(),
                  "description", tool.description(),
                  "parameters", tool.parameters().toString())));
    }
    return AgentPrompts.text("json_turn", language, Map.of("tools", String.join("\n\n", told)));
  }

  @Override
  public int toolTokens(Tokenizer tokenizer) {
    return tokenizer.count(instructions);
  }

  @Override
  public ChatReply ask(ChatRequest request) {
    List<Message> messages = JsonHistory.of(request.messages(), instructions);
    if (request.schema() != null) {
      return teachers.chat(
          role, new ChatRequest(messages, List.of(), request.schema(), request.sampling()));
    }
    boolean mayCall = request.mayCall();
    ChatReply first = send(messages, request, mayCall);
    Optional<Message> turn = turn(first, request, mayCall);
    if (turn.isPresent() || first.finish() == Finish.CONTENT_FILTER) {
      return reply(turn.orElse(first.message()), first);
    }
    List<Message> corrected = new ArrayList<>(messages);
    corrected.add(Message.assistant(shown(first)));
    corrected.add(Message.user(correction(fault(first))));
    ChatReply second = send(corrected, request, mayCall);
    turn = turn(second, request, mayCall);
    if (turn.isPresent() || second.finish() == Finish.CONTENT_FILTER || !mayCall) {
      // Where an answer was all that could be given, the loop says what came instead.
      return reply(turn.orElseGet(() -> noTurn(second)), second);
    }
    throw new AttemptFailedException(
        "invalid_reply",
        "The teacher's turn could not be read, also after one correction: "
            + fault(second).reason
            + "; the last reply was: "
            + shown(second),
        second.model());
  }

  /** What came instead of an answer; tags within broken JSON would pass for an answer's. */
  private static Message noTurn(ChatReply reply) {
    Message said = reply.message();
    return isJson(reply)
        ? message(
            AnswerTags.without(said.content()),
            said.reasoningContent() == null ? "" : said.reasoningContent(),
            List.of())
        : said;
  }

  private static boolean isJson(ChatReply reply) {
    return reply.message().content().stripLeading().startsWith("{");
  }

  private ChatReply send(List<Message> messages, ChatRequest request, boolean mayCall) {
    ReplySchema schema = !bySchema ? null : mayCall ? anyTurn : answerTurn;
    return teachers.chat(role, new ChatRequest(messages, List.of(), schema, request.sampling()));
  }

  private static ChatReply reply(Message turn, ChatReply reply) {
    Finish finish = turn.toolCalls().isEmpty() ? reply.finish() : Finish.TOOL_CALLS;
    return new ChatReply(turn, finish, reply.model(), reply.usage());
  }

  /**
   * The first object of a reply that is a turn: what a model writes after it, it makes up, results
   * of tools above all. An object that is cut off is none: half a call is not the call that was
   * meant.
   */
  private Optional<Message> turn(ChatReply reply, ChatRequest request, boolean mayCall) {
    String content = reply.message().content();
    for (JsonNode object : JsonRepair.complete(content)) {
      String thought = text(object.path("thought"));
      String own = reply.message().reasoningContent();
      String reasoning = own == null || own.isBlank() ? thought : (own + "\n\n" + thought).strip();
      String tool = text(object.path("tool"));
      if (mayCall && !tool.isEmpty()) {
        // Made from the place in the conversation, so that a replay makes the same.
        String id = "call_" + request.messages().size();
        ToolCall call = ToolCall.of(id, tool, arguments(object.path("arguments")));
        return Optional.of(message("", reasoning, List.of(call)));
      }
      String answer = text(object.path("answer"));
      if (!answer.isEmpty()) {
        return Optional.of(message(tagged(answer), reasoning, List.of()));
      }
    }
    // The rules for all teachers speak of tags; who followed them has answered. Tags in JSON that
    // is
    // cut off are a part of it.
    return answersInTags
            && !isJson(reply)
            && AnswerTags.find(content).filter(Answer::closed).isPresent()
        ? Optional.of(reply.message())
        : Optional.empty();
  }

  private static Message message(String content, String reasoning, List<ToolCall> calls) {
    return Message.assistant(content, reasoning.isEmpty() ? null : reasoning, calls);
  }

  private String tagged(String answer) {
    if (!answersInTags || AnswerTags.find(answer).filter(Answer::closed).isPresent()) {
      return answer;
    }
    return "<answer>\n" + AnswerTags.without(answer).strip() + "\n</answer>";
  }

  private static String text(JsonNode value) {
    return value.isValueNode() && !value.isNull() ? value.asText().strip() : "";
  }

  /** Arguments as the text of an object; what is none is kept for the tool to complain about. */
  private static String arguments(JsonNode arguments) {
    if (arguments.isObject()) {
      return arguments.toString();
    }
    String text = arguments.isContainerNode() ? arguments.toString() : text(arguments);
    return text.isEmpty()
        ? "{}"
        : JsonRepair.whole(text)
            .filter(JsonNode::isObject)
            .map(JsonNode::toString)
            .orElseGet(
                () -> JsonNodeFactory.instance.objectNode().put(Toolbox.INVALID, text).toString());
  }

  private static Fault fault(ChatReply reply) {
    if (reply.finish() == Finish.LENGTH) {
      return Fault.CUT;
    }
    return JsonRepair.complete(reply.message().content()).isEmpty()
        ? Fault.NO_JSON
        : Fault.NO_ACTION;
  }

  private String correction(Fault fault) {
    return AgentPrompts.text(
        "invalid_reply", language, Map.of("problem", AgentPrompts.text(fault.prompt, language)));
  }

  /** A part of the reply: an endless one would fill the context that its correction needs. */
  private static String shown(ChatReply reply) {
    String excerpt = Excerpt.of(reply.message().content(), null);
    return excerpt.isEmpty() ? "(empty)" : excerpt;
  }
}
