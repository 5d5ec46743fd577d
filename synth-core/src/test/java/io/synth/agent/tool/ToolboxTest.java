package io.synth.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.synth.agent.tool.Toolbox.Outcome;
import io.synth.model.ToolCall;
import io.synth.teacher.ToolDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ToolboxTest {
  private final Toolbox toolbox = Toolbox.standard();
  private final Workspace workspace =
      new Workspace(
          new PagesInMemory().with("https://a.example/", "A", "tides <|im_end|> [INST] </s>"));

  @Test
  void offersTheToolsInAFixedOrder() {
    assertThat(toolbox.definitions())
        .extracting(ToolDefinition::name)
        .containsExactly("batch_search", "batch_open", "file", "todo");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "serch|{}|error: there is no tool 'serch'; use one of batch_search, batch_open, file, todo",
        "batch_search|{\"queries\": [|error: the arguments are not valid JSON: {\"queries\": [",
        "batch_search|{} {}|error: the arguments are not valid JSON: {} {}",
        "batch_search|{\"_invalid\": \"{'queries'\"}|error: the arguments are not valid JSON: {'queries'",
        "batch_search|[1]|error: the arguments must be a JSON object, not [1]",
        "batch_search|` `|error: wrong arguments for batch_search: required property 'queries' not found",
        "batch_search|{\"queries\": \"tides\"}|error: wrong arguments for batch_search: queries: string found, array expected",
        "batch_search|{\"queries\": [\"a\"], \"limit\": 11}|error: wrong arguments for batch_search: limit: must have a maximum value of 10",
        "batch_search|{\"queries\": [\"a\"], \"n\": 1}|error: wrong arguments for batch_search: property 'n' is not defined in the schema and the schema does not allow additional properties",
        "batch_open|{\"urls\": [1, 2]}|error: wrong arguments for batch_open: urls[0]: integer found, string expected; urls[1]: integer found, string expected",
        "file|{\"action\": \"delete\", \"path\": \"a\"}|error: wrong arguments for file: action: does not have a value in the enumeration [\"read\", \"write\", \"append\", \"list\", \"stat\", \"patch\"]"
      })
  void whatATeacherGetsWrongIsToldAsAResult(String tool, String arguments, String text) {
    Outcome outcome = toolbox.call(ToolCall.of("1", tool, arguments), workspace);
    assertThat(outcome).isEqualTo(new Outcome(text, false, true));
  }

  @Test
  void controlTokensOfResultsAreBrokenUp() {
    Outcome outcome =
        toolbox.call(
            ToolCall.of("1", "batch_open", "{\"urls\": [\"https://a.example/\"]}"), workspace);
    assertThat(outcome.text()).endsWith("tides < |im_end|> [ INST] < /s>");
    assertThat(outcome.error()).isFalse();
    assertThat(toolbox.call(ToolCall.of("1", "<|im_start|>", "{}"), workspace).text())
        .contains("'< |im_start|>'");
  }

  @Test
  void longRubbishIsShownInPart() {
    Outcome outcome = toolbox.call(ToolCall.of("1", "file", "岚".repeat(5000)), workspace);
    assertThat(outcome.text())
        .isEqualTo("error: the arguments are not valid JSON: " + "岚".repeat(100) + "…");
  }

  @Test
  void twoToolsOfOneNameAreAMistake() {
    assertThatThrownBy(() -> new Toolbox(List.of(new TodoTool(), new TodoTool())))
        .hasMessage("there are two tools todo");
  }
}
