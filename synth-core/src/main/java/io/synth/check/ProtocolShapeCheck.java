package io.synth.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.synth.model.Message;
import io.synth.model.Message.Role;
import io.synth.model.Task;
import io.synth.model.ToolCall;
import io.synth.model.Trajectory;
import io.synth.model.Verdict;
import io.synth.teacher.TeacherSession;
import io.synth.text.ControlTokens;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The conversation has the shape that chat templates and trainers demand: a trainer drops, cuts or
 * garbles what has not, mostly in silence.
 */
final class ProtocolShapeCheck implements Check {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final Pattern ANSWER_TAG =
      Pattern.compile("<(/?)\\s*answer\\s*>", Pattern.CASE_INSENSITIVE);
  private static final Pattern THINK_TAG =
      Pattern.compile("</?\\s*(?:think|thinking|thought)\\s*>", Pattern.CASE_INSENSITIVE);

  @Override
  public String name() {
    return "protocol_shape";
  }

  @Override
  public String description() {
    return "Roles alternate, each tool call is of a known tool, has a JSON object as arguments and"
        + " is answered once and in order, the last turn is the assistant's with one answer in its"
        + " tags, and no text has lone surrogates, control tokens or think tags.";
  }

  @Override
  public Verdict check(Trajectory trajectory, Task task, TeacherSession judge) {
    Verdicts verdicts = new Verdicts(name(), trajectory);
    Set<String> tools = toolNames(trajectory.tools());
    List<Message> messages = trajectory.messages();
    for (int i = 0; i < messages.size(); i++) {
      Optional<ShapeFault> fault = fault(messages, i, tools);
      if (fault.isPresent()) {
        return fault.get().at(i, verdicts);
      }
    }
    if (messages.isEmpty() || messages.get(messages.size() - 1).role() != Role.ASSISTANT) {
      return verdicts.failAt(
          0,
          "last_turn",
          "the last turn must be the assistant's" + (messages.isEmpty() ? ": there is none" : ""),
          messages.size() - 1);
    }
    int last = messages.size() - 1;
    boolean tagged = trajectory.findings().isEmpty() && !tools.isEmpty();
    Optional<ShapeFault> fault =
        finalFault(messages.get(last), tagged, !trajectory.findings().isEmpty());
    return fault.isPresent()
        ? fault.get().at(last, verdicts)
        : verdicts.pass(1, messages.size() + " turns in the right shape");
  }

  private static Optional<ShapeFault> fault(List<Message> messages, int at, Set<String> tools) {
    Message message = messages.get(at);
    if (Objects.isNull(message.content())) {
      return ShapeFault.of(
          "null_content", "its content is null; a turn without text has an empty one");
    }
    Optional<ShapeFault> order = TurnOrder.fault(messages, at);
    if (order.isPresent()) {
      return order;
    }
    Optional<ShapeFault> text = text(message);
    if (text.isPresent() || message.role() != Role.ASSISTANT) {
      return text;
    }
    if (message.content().isBlank() && message.toolCalls().isEmpty()) {
      return ShapeFault.of("empty_turn", "the assistant neither says anything nor calls a tool");
    }
    Set<String> ids = new HashSet<>();
    for (ToolCall call : message.toolCalls()) {
      Optional<ShapeFault> wrong = call(call, tools, ids);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  private static Optional<ShapeFault> call(ToolCall call, Set<String> tools, Set<String> ids) {
    if (call.id().isBlank() || !ids.add(call.id())) {
      return ShapeFault.of("call_id", "the call id '" + call.id() + "' is empty or there twice");
    }
    if (!tools.contains(call.function().name())) {
      return ShapeFault.of(
          "unknown_tool",
          "it calls '"
              + call.function().name()
              + "', and the tools are "
              + String.join(", ", tools));
    }
    String arguments = call.function().arguments();
    JsonNode parsed;
    try {
      parsed = JSON.readTree(arguments);
    } catch (JsonProcessingException e) {
      return ShapeFault.of(
          "arguments",
          "the arguments of call " + call.id() + " are no JSON: " + e.getOriginalMessage());
    }
    if (!parsed.isObject()) {
      return ShapeFault.of(
          "arguments", "the arguments of call " + call.id() + " are no JSON object");
    }
    if (loneSurrogate(arguments) >= 0 || loneSurrogate(parsed.toString()) >= 0) {
      return ShapeFault.of(
          "lone_surrogate", "the arguments of call " + call.id() + " have half a character");
    }
    return ControlTokens.first(arguments)
        .map(token -> new ShapeFault("control_token", "a call's arguments have " + token.token()));
  }

  private static Optional<ShapeFault> text(Message message) {
    String content = message.content();
    int lone = loneSurrogate(content);
    if (lone >= 0) {
      return Optional.of(
          new ShapeFault("lone_surrogate", "half a character at " + lone, lone, lone + 1));
    }
    if (message.role() != Role.ASSISTANT) {
      return Optional.empty();
    }
    Matcher think = THINK_TAG.matcher(content);
    if (think.find()) {
      return Optional.of(
          new ShapeFault(
              "think_tag", "reasoning is left in the content", think.start(), think.end()));
    }
    Optional<ControlTokens.Found> token = ControlTokens.first(content);
    if (token.isPresent()) {
      return Optional.of(
          new ShapeFault(
              "control_token",
              "the text has the control token " + token.get().token(),
              token.get().start(),
              token.get().end()));
    }
    String reasoning = message.reasoningContent();
    if (reasoning == null) {
      return Optional.empty();
    }
    if (loneSurrogate(reasoning) >= 0) {
      return ShapeFault.of("lone_surrogate", "the reasoning has half a character");
    }
    return ControlTokens.first(reasoning)
        .map(found -> new ShapeFault("control_token", "the reasoning has " + found.token()));
  }

  private static Optional<ShapeFault> finalFault(Message last, boolean tagged, boolean structured) {
    if (!last.toolCalls().isEmpty()) {
      return ShapeFault.of("last_turn", "the last turn calls tools in place of an answer");
    }
    if (structured) {
      return Optional.empty();
    }
    int open = 0;
    int closed = 0;
    int state = 0;
    boolean inOrder = true;
    Matcher tag = ANSWER_TAG.matcher(AnswerText.withoutCode(last.content()));
    while (tag.find()) {
      boolean opens = tag.group(1).isEmpty();
      open += opens ? 1 : 0;
      closed += opens ? 0 : 1;
      state += opens ? 1 : -1;
      inOrder &= state == 0 || state == 1;
    }
    if (open == 0 && closed == 0 && !tagged) {
      return Optional.empty();
    }
    return open == 1 && closed == 1 && inOrder
        ? Optional.empty()
        : ShapeFault.of(
            "answer_tags",
            "the last turn must have one <answer>…</answer>; it has "
                + open
                + " opening and "
                + closed
                + " closing tags");
  }

  private static Set<String> toolNames(String definitions) {
    Set<String> names = new LinkedHashSet<>();
    if (definitions.isBlank()) {
      return names;
    }
    try {
      for (JsonNode tool : JSON.readTree(definitions)) {
        JsonNode function = tool.path("function").isObject() ? tool.path("function") : tool;
        names.add(function.path("name").asText());
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("tool definitions are no JSON: " + definitions, e);
    }
    return names;
  }

  private static int loneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      return i;
    }
    return -1;
  }
}
