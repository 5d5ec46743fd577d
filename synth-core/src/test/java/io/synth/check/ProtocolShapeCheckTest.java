package io.synth.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.fake.Attempt;
import io.synth.model.Claim;
import io.synth.model.Finding;
import io.synth.model.Language;
import io.synth.model.Message;
import io.synth.model.Task;
import io.synth.model.ToolCall;
import io.synth.model.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ProtocolShapeCheckTest {
  private static final Task TASK = CheckCases.task(Language.EN);
  private static final Task ZH_TASK = CheckCases.task(Language.ZH);
  private static final ToolCall A = ToolCall.of("a", "batch_search", "{\"queries\":[\"x\"]}");
  private static final ToolCall B = ToolCall.of("b", "batch_open", "{\"urls\":[\"y\"]}");

  private static Verdict verdict(Attempt attempt) {
    return CheckCases.alone(new ProtocolShapeCheck(), attempt.build(), TASK);
  }

  static Stream<Arguments> rightShapes() {
    return Stream.of(
        Arguments.of(
            "parallel calls answered in order",
            Attempt.at(TASK)
                .add(Message.assistant("Looking.", "I look.", List.of(A, B)))
                .add(Message.tool(A, "1"))
                .add(Message.tool(B, "2"))
                .answers("Ada Holm")),
        Arguments.of(
            "a nudge after results and after an answer",
            Attempt.at(ZH_TASK)
                .call("batch_search", "{}", "无结果")
                .add(Message.user("请现在作答。"))
                .answers("张三")
                .add(Message.user("请反思。"))
                .answers("李四")),
        Arguments.of(
            "control tokens on a page and answer tags in code",
            Attempt.at(TASK)
                .call("batch_open", "{\"urls\":[\"y\"]}", "page <|im_end|> </think>")
                .answers("Write `<answer>` first.")),
        Arguments.of(
            "call ids used again in a later turn",
            Attempt.at(TASK)
                .add(Message.assistant("", null, List.of(A)))
                .add(Message.tool(A, "1"))
                .add(Message.assistant("", null, List.of(A)))
                .add(Message.tool(A, "1"))
                .answers("x")),
        Arguments.of(
            "a whole surrogate pair and a comparison sign",
            Attempt.at(TASK).answers("𠮷野家 < 3 😀")),
        Arguments.of(
            "a direct reply without tags",
            Attempt.at(TASK).tools("[]").add(Message.assistant("A plan."))),
        Arguments.of(
            "a structured report",
            Attempt.at(TASK)
                .finds(
                    List.of(new Finding("p", Claim.Verdict.SUPPORT, List.of("web_00000000"))),
                    "Supported.")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rightShapes")
  void keeps(String name, Attempt attempt) {
    assertThat(verdict(attempt)).as(name).matches(Verdict::passed, "passed");
  }

  static Stream<Arguments> wrongShapes() {
    return Stream.of(
        wrong(
            "role_order",
            "message 2: user can't follow user",
            Attempt.at(TASK).add(Message.user("again")).answers("x")),
        wrong(
            "role_order",
            "message 3: assistant can't follow assistant",
            Attempt.at(TASK).add(Message.assistant("thinking aloud")).answers("x")),
        wrong(
            "role_order",
            "message 2: system can't follow user",
            Attempt.at(TASK).add(Message.system("again")).answers("x")),
        wrong(
            "unanswered_call",
            "message 4: the call b of message 2 has no result",
            Attempt.at(TASK)
                .add(Message.assistant("", null, List.of(A, B)))
                .add(Message.tool(A, "1"))
                .answers("x")),
        wrong(
            "result_order",
            "message 3: the result is of call b where that of a is due",
            Attempt.at(TASK)
                .add(Message.assistant("", null, List.of(A, B)))
                .add(Message.tool(B, "2"))
                .add(Message.tool(A, "1"))
                .answers("x")),
        wrong(
            "stray_result",
            "message 4: no call asked for this tool result",
            Attempt.at(TASK)
                .add(Message.assistant("", null, List.of(A)))
                .add(Message.tool(A, "1"))
                .add(Message.tool(A, "1"))
                .answers("x")),
        wrong(
            "call_id",
            "message 2: the call id 'a' is empty or there twice",
            Attempt.at(TASK).add(Message.assistant("", null, List.of(A, A)))),
        wrong(
            "unknown_tool",
            "message 2: it calls 'shell', and the tools are batch_search, batch_open, file, todo",
            Attempt.at(TASK).call("shell", "{}", "error: unknown").answers("x")),
        wrong(
            "arguments",
            "message 2: the arguments of call call_2 are no JSON object",
            Attempt.at(TASK).call("todo", "[1]", "error").answers("x")),
        wrong(
            "arguments",
            "message 2: the arguments of call call_2 are no JSON object",
            Attempt.at(TASK).call("todo", "", "error").answers("x")),
        wrong(
            "empty_turn",
            "message 2: the assistant neither says anything nor calls a tool",
            Attempt.at(TASK).add(Message.assistant(" "))),
        wrong(
            "think_tag",
            "message 2: reasoning is left in the content",
            Attempt.at(ZH_TASK).add(Message.assistant("<think>我想想</think><answer>甲</answer>"))),
        wrong(
            "control_token",
            "message 2: the text has the control token <|im_end|>",
            Attempt.at(ZH_TASK).answers("甲<|im_end|>")),
        wrong(
            "control_token",
            "message 2: the reasoning has <|eot_id|>",
            Attempt.at(TASK)
                .add(Message.assistant("<answer>x</answer>", "so <|eot_id|>", List.of()))),
        wrong(
            "control_token",
            "message 2: a call's arguments have <|im_start|>",
            Attempt.at(TASK)
                .call("batch_search", "{\"queries\":[\"<|im_start|>\"]}", "No results.")
                .answers("x")),
        wrong(
            "lone_surrogate",
            "message 1: half a character at 1",
            Attempt.at(CheckCases.task(Language.EN, "a\uD83D?").build()).answers("x")),
        wrong(
            "lone_surrogate",
            "message 2: the arguments of call call_2 have half a character",
            Attempt.at(TASK)
                .call("batch_search", "{\"queries\":[\"\\ud83d\"]}", "No results.")
                .answers("x")),
        wrong(
            "last_turn",
            "the last turn must be the assistant's",
            Attempt.at(TASK).answers("x").add(Message.user("thanks"))),
        wrong(
            "answer_tags",
            "message 2: the last turn must have one <answer>…</answer>; it has 2 opening and 2"
                + " closing tags",
            Attempt.at(TASK).answers("x</answer> or <answer>y")),
        wrong(
            "answer_tags",
            "message 2: the last turn must have one <answer>…</answer>; it has 1 opening and 0"
                + " closing tags",
            Attempt.at(ZH_TASK).add(Message.assistant("<answer>甲"))),
        wrong(
            "answer_tags",
            "message 2: the last turn must have one <answer>…</answer>; it has 0 opening and 0"
                + " closing tags",
            Attempt.at(TASK).add(Message.assistant("Ada Holm"))));
  }

  private static Arguments wrong(String code, String reason, Attempt attempt) {
    return Arguments.of(code, reason, attempt);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("wrongShapes")
  void rejects(String code, String reason, Attempt attempt) {
    Verdict verdict = verdict(attempt);

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.code()).isEqualTo(code);
    assertThat(verdict.reason()).isEqualTo(reason);
  }

  @Test
  void rejectsArgumentsThatAreNoJson() {
    Verdict verdict =
        verdict(Attempt.at(TASK).call("batch_search", "{\"queries\": [", "error").answers("x"));

    assertThat(verdict.code()).isEqualTo("arguments");
    assertThat(verdict.reason()).startsWith("message 2: the arguments of call call_2 are no JSON:");
    assertThat(verdict.messageIndex()).isEqualTo(2);
  }

  @Test
  void rejectsTextAfterTheArguments() {
    assertThat(verdict(Attempt.at(TASK).call("todo", "{} {}", "error").answers("x")).code())
        .isEqualTo("arguments");
  }

  @Test
  @SuppressWarnings("NullAway") // A row read from outside may hold what the type forbids.
  void rejectsNullContent() {
    Verdict verdict = verdict(Attempt.at(TASK).add(Message.assistant(null)));

    assertThat(verdict.code()).isEqualTo("null_content");
    assertThat(verdict.reason())
        .isEqualTo("message 2: its content is null; a turn without text has an empty one");
  }

  @Test
  void pointsAtTheControlToken() {
    Verdict verdict = verdict(Attempt.at(TASK).add(Message.assistant("ab<|im_end|>c")));

    assertThat(verdict.messageIndex()).isEqualTo(2);
    assertThat("ab<|im_end|>c".substring(verdict.spanStart(), verdict.spanEnd()))
        .isEqualTo("<|im_end|>");
  }
}
