package io.synth.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.agent.tool.Toolbox.Outcome;
import io.synth.model.ToolCall;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TodoToolTest {
  private final Workspace workspace = new Workspace(new PagesInMemory());

  @Test
  void updatesOnlyWhatAnItemNames() {
    assertThat(
            todo(
                "[{\"id\":\"1\",\"task\":\"Find the gauge\",\"priority\":\"high\"},{\"id\":\"二\",\"task\":\"写报告\",\"dependencies\":[\"1\"]}]"))
        .isEqualTo("[pending] 1 (high): Find the gauge\n[pending] 二 (medium): 写报告");
    assertThat(todo("[{\"id\":\"1\",\"status\":\"done\",\"details\":\"found\"}]"))
        .isEqualTo("[done] 1 (high): Find the gauge\n[pending] 二 (medium): 写报告");
    assertThat(workspace.todos().get("二"))
        .isEqualTo(new Workspace.TodoItem("二", "写报告", "pending", "medium", "", List.of("1")));
    assertThat(todo("[]")).isEqualTo("[done] 1 (high): Find the gauge\n[pending] 二 (medium): 写报告");
  }

  @Test
  void anEmptyListIsEmpty() {
    assertThat(call("[]")).isEqualTo(new Outcome("The list is empty.", true, false));
  }

  @Test
  void aWrongUpdateChangesNothing() {
    todo("[{\"id\":\"a\",\"task\":\"A\"},{\"id\":\"b\",\"task\":\"B\",\"dependencies\":[\"a\"]}]");
    assertThat(todo("[{\"id\":\"c\"}]")).isEqualTo("error: item 'c' is new, so it needs its task");
    assertThat(todo("[{\"id\":\"a\",\"task\":\"X\",\"dependencies\":[\"z\"]}]"))
        .isEqualTo("error: item 'a' depends on 'z', which is not on the list; there are a, b");
    assertThat(
            todo(
                "[{\"id\":\"c\",\"task\":\"C\",\"dependencies\":[\"b\"]},{\"id\":\"a\",\"dependencies\":[\"c\"]}]"))
        .isEqualTo("error: the dependencies run in a circle: a → c → b → a; leave one out");
    assertThat(todo("[{\"id\":\"a\",\"dependencies\":[\"a\"]}]"))
        .isEqualTo("error: the dependencies run in a circle: a → a; leave one out");
    assertThat(todo("[{\"id\":\"a\",\"status\":\"finished\"}]"))
        .isEqualTo(
            "error: wrong arguments for todo: items[0].status: does not have a value in the enumeration [\"pending\", \"in_progress\", \"done\", \"cancelled\"]");
    assertThat(todo("[]")).isEqualTo("[pending] a (medium): A\n[pending] b (medium): B");
  }

  @Test
  void theListIsLimited() {
    for (int i = 0; i < 100; i++) {
      todo("[{\"id\":\"" + i + "\",\"task\":\"T\"}]");
    }
    assertThat(todo("[{\"id\":\"x\",\"task\":\"T\"}]"))
        .isEqualTo("error: the list would have 101 items; the most is 100");
  }

  private String todo(String items) {
    return call(items).text();
  }

  private Outcome call(String items) {
    return Toolbox.standard()
        .call(ToolCall.of("1", "todo", "{\"items\":" + items + "}"), workspace);
  }
}
