package io.synth.report;

import io.synth.model.Message;
import io.synth.model.Message.Role;
import io.synth.model.Task;
import io.synth.model.ToolCall;
import io.synth.model.Trajectory;
import io.synth.report.MarkedContent.Span;
import io.synth.text.DisplayWidth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conversation, turn by turn, numbered from 0 as verdicts number it. */
final class TurnText {
  private static final String GUTTER = "│ ";
  private static final String REASONING = "┆ ";

  private TurnText() {}

  static void write(ShownTrajectory shown, Citations citations, TerminalPage page) {
    Trajectory trajectory = shown.trajectory();
    if (trajectory.messages().isEmpty()) {
      page.heading(StyledText.of("conversation", Ink.STRONG));
      page.text(GUTTER, StyledText.of("No message was exchanged.", Ink.DIM));
    }
    for (int i = 0; i < trajectory.messages().size(); i++) {
      Message message = trajectory.messages().get(i);
      heading(i, message, page);
      reasoning(message, page);
      List<Span> faults = MarkedContent.faults(shown.verdicts(), i, message.content());
      content(message, faults, shown.task(), citations, page);
      for (ToolCall call : message.toolCalls()) {
        call(call, page);
      }
    }
  }

  private static void heading(int index, Message message, TerminalPage page) {
    Ink ink = StyledText.ink(message.role());
    StyledText heading = StyledText.of(index + " " + message.role().label(), ink);
    String name = message.name();
    if (name != null) {
      heading.add(" " + name, Ink.STRONG);
    }
    String callId = message.toolCallId();
    if (callId != null) {
      heading.add(" " + callId, Ink.DIM);
    }
    page.heading(heading);
  }

  private static void reasoning(Message message, TerminalPage page) {
    String reasoning = message.reasoningContent();
    if (reasoning != null && !reasoning.isBlank()) {
      page.text(REASONING, StyledText.of(reasoning.strip(), Ink.DIM));
    }
  }

  private static void content(
      Message message,
      List<Span> faults,
      @Nullable Task task,
      Citations citations,
      TerminalPage page) {
    String content = message.content();
    if (content.isEmpty()) {
      return;
    }
    if (faults.isEmpty() && message.role() == Role.USER && isPrompt(content, task)) {
      page.text(GUTTER, StyledText.of("the task, as above", Ink.DIM));
      return;
    }
    // a page may look as if it cited something; only the teacher's citations count
    boolean cites = message.role() == Role.ASSISTANT;
    Ink ink = message.role() == Role.SYSTEM ? Ink.DIM : Ink.PLAIN;
    StyledText text =
        MarkedContent.of(content, faults, cites ? citations : null, ink, page.style());
    switch (message.role()) {
      case USER, ASSISTANT -> page.text(GUTTER, text);
      case SYSTEM, TOOL -> page.excerpt(GUTTER, text);
    }
  }

  private static boolean isPrompt(String content, @Nullable Task task) {
    if (task == null) {
      return false;
    }
    String context = task.context();
    String prompt = task.prompt().strip();
    return content.strip().equals(context == null ? prompt : prompt + "\n\n" + context.strip());
  }

  private static void call(ToolCall call, TerminalPage page) {
    String name = call.function().name();
    String mark = "→ ";
    int room = page.style().columns() - DisplayWidth.of(GUTTER + mark);
    int beside = room - DisplayWidth.of(VisibleText.line(name)) - 1;
    String arguments = JsonText.pretty(call.function().arguments(), beside);
    boolean oneLine = !arguments.contains("\n");
    StyledText text = StyledText.of(name, Ink.CALL).add(oneLine ? " " : "\n");
    text.add(oneLine ? arguments : JsonText.pretty(call.function().arguments(), room));
    page.item(GUTTER, StyledText.of(mark, Ink.CALL), text);
  }
}
