package io.synth.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.agent.tool.Toolbox.Outcome;
import io.synth.model.ToolCall;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileToolTest {
  private final Workspace workspace = new Workspace(new PagesInMemory());

  @Test
  void keepsFilesInTheWorkspace() {
    assertThat(file("write", "notes/潮汐.md", "a\nb"))
        .isEqualTo("wrote notes/潮汐.md: 2 lines, 3 characters");
    assertThat(file("append", "./notes/潮汐.md", "c"))
        .isEqualTo("appended to notes/潮汐.md, which now has 3 lines, 5 characters");
    assertThat(file("read", "notes/潮汐.md", null)).isEqualTo("a\nb\nc");
    assertThat(file("stat", "notes/潮汐.md", null)).isEqualTo("notes/潮汐.md: 3 lines, 5 characters");
    assertThat(file("append", "plan.md", "x"))
        .isEqualTo("appended to plan.md, which now has 1 line, 1 character");
    assertThat(file("list", ".", null))
        .isEqualTo("notes/潮汐.md: 3 lines, 5 characters\nplan.md: 1 line, 1 character");
    assertThat(file("list", "notes/", null)).isEqualTo("notes/潮汐.md: 3 lines, 5 characters");
    assertThat(file("write", "plan.md", "")).isEqualTo("wrote plan.md: 0 lines, 0 characters");
    assertThat(file("read", "plan.md", null)).isEqualTo("(plan.md is empty)");
  }

  @Test
  void anEmptyListIsEmpty() {
    Outcome outcome = call("list", ".", null, null);
    assertThat(outcome).isEqualTo(new Outcome("There are no files.", true, false));
    assertThat(file("list", "notes", null)).isEqualTo("There are no files in notes.");
  }

  @Test
  void patchesAFile() {
    file("write", "a.md", "one\ntwo\n");
    String patch = "<<<<<<< SEARCH\ntwo\n=======\n2\n>>>>>>> REPLACE";
    assertThat(call("patch", "a.md", null, patch))
        .isEqualTo(
            new Outcome(
                "patched a.md at 1 place, which now has 2 lines, 6 characters", false, false));
    assertThat(workspace.files()).containsEntry("a.md", "one\n2\n");
  }

  @Test
  void missingFilesAndPartsAreToldWithWhatThereIs() {
    assertThat(file("read", "a.md", null))
        .isEqualTo("error: there is no file a.md; no file was written yet");
    file("write", "b.md", "b");
    assertThat(file("stat", "a.md", null))
        .isEqualTo("error: there is no file a.md; there are b.md");
    assertThat(file("write", "a.md", null)).isEqualTo("error: the action write needs content");
    assertThat(file("patch", "b.md", null)).isEqualTo("error: the action patch needs patch");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../a",
        "/etc/passwd",
        "a/../b",
        "a//b",
        "a/",
        "~/a",
        "C:\\a",
        "a\u0000b",
        ".ssh/id",
        " "
      })
  void pathsStayInsideTheWorkspace(String path) {
    assertThat(file("write", path, "x"))
        .startsWith("error: ")
        .endsWith(
            "is no path; use a relative one of letters, digits, . _ - and spaces, such as notes/tides.md, without .. or a slash in front");
    assertThat(workspace.files()).isEmpty();
  }

  @Test
  void filesAreLimitedInSizeAndNumber() {
    assertThat(file("write", "a".repeat(201), "x"))
        .isEqualTo("error: the path has 201 characters; the most is 200");
    assertThat(file("write", "a", "x".repeat(60_001)))
        .isEqualTo("error: a would have 60001 characters; a file has at most 60000, so split it");
    for (int i = 0; i < 5; i++) {
      file("write", "big" + i, "x".repeat(60_000));
    }
    assertThat(file("write", "more", "x"))
        .isEqualTo(
            "error: all files together would have 300001 characters; the most is 300000, so shorten a file first");
    assertThat(file("write", "big0", "x")).startsWith("wrote");
    for (int i = 5; i < 50; i++) {
      file("write", "small" + i, "");
    }
    assertThat(file("write", "more", ""))
        .isEqualTo("error: there are 50 files already, the most there can be; use one of them");
    assertThat(file("write", "big0", "y")).startsWith("wrote");
  }

  private String file(String action, String path, @Nullable String content) {
    return call(action, path, content, null).text();
  }

  private Outcome call(
      String action, String path, @Nullable String content, @Nullable String patch) {
    ObjectNode arguments = new ObjectMapper().createObjectNode();
    arguments.put("action", action).put("path", path);
    if (content != null) {
      arguments.put("content", content);
    }
    if (patch != null) {
      arguments.put("patch", patch);
    }
    return Toolbox.standard().call(ToolCall.of("1", "file", arguments.toString()), workspace);
  }
}
