package io.synth.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class PatchEditTest {
  private static final String TEXT = "# Tides\n\n- 青礁 38 MW\n  - opened 2011\n- Ildren 66 MW\n";

  @Test
  void replacesLinesThatAreFoundExactly() throws Exception {
    assertThat(patched(TEXT, block("- Ildren 66 MW", "- Ildren Barrage\n- Corrane")))
        .isEqualTo("# Tides\n\n- 青礁 38 MW\n  - opened 2011\n- Ildren Barrage\n- Corrane\n");
    assertThat(patched("a\nb\nc", block("b\nc", "d"))).isEqualTo("a\nd");
    assertThat(patched("a\nb\nc\n", "<<<<<<< SEARCH\nb\n=======\n>>>>>>> REPLACE"))
        .isEqualTo("a\nc\n");
  }

  @Test
  void makesSeveralEditsOneAfterTheOther() throws Exception {
    String patch = "Here it is:\n" + block("a", "b") + "\nand\n" + block("b\nc", "x");
    assertThat(patched("a\nc", patch)).isEqualTo("x");
  }

  @Test
  void replacesPartOfALine() throws Exception {
    assertThat(patched(TEXT, block("青礁 38", "青礁潮汐电站 38"))).contains("- 青礁潮汐电站 38 MW\n");
  }

  @Test
  void toleratesOtherWhiteSpaceAndKeepsTheIndentation() throws Exception {
    assertThat(patched(TEXT, block("-  opened   2011 ", "- opened 2011\n- rotors 19")))
        .contains("\n  - opened 2011\n  - rotors 19\n");
    assertThat(patched("a\t b\r\nc", block("a b", "z"))).isEqualTo("z\nc");
  }

  @Test
  void anEmptyFileIsFilledByAnEmptySearch() throws Exception {
    assertThat(patched("", "<<<<<<< SEARCH\n=======\nnew\n>>>>>>> REPLACE")).isEqualTo("new");
    assertThatThrownBy(() -> patched("a", "<<<<<<< SEARCH\n=======\nnew\n>>>>>>> REPLACE"))
        .hasMessage(
            "block 1 of the patch searches for nothing; name the lines of f.md to replace, or use append");
  }

  @Test
  void ambiguousAndMissingLinesAreErrorsThatHelp() {
    assertThatThrownBy(() -> patched("x\na\nx\n", block("x", "y")))
        .hasMessage(
            "block 1 of the patch is found in several places of f.md, from lines 1, 3; search for more lines around the one you mean");
    assertThatThrownBy(() -> patched("ab ab", block("ab", "y")))
        .hasMessage(
            "block 1 of the patch is found in several places of f.md; search for more of the line");
    assertThatThrownBy(
            () -> patched(TEXT, block("# Tides", "# T") + "\n" + block("- Ildren 67 MW", "y")))
        .hasMessage(
            "block 2 of the patch is not found in f.md; the closest to its first line is line 5: - Ildren 66 MW");
    assertThatThrownBy(() -> patched("一二", block("xyz", "y")))
        .hasMessage(
            "block 1 of the patch is not found in f.md; read the file and copy the lines to replace");
  }

  @Test
  void malformedPatchesAreErrorsThatShowTheLayout() {
    String layout = "a patch is blocks of the lines <<<<<<< SEARCH, …, =======, …, >>>>>>> REPLACE";
    assertThatThrownBy(() -> PatchEdit.parse("- a\n+ b"))
        .hasMessage("the patch has no block; " + layout);
    assertThatThrownBy(() -> PatchEdit.parse("<<<<<<< SEARCH\na\n=======\nb"))
        .hasMessage("the last block of the patch does not end; " + layout);
    assertThatThrownBy(() -> PatchEdit.parse(">>>>>>> REPLACE"))
        .hasMessage("line 1 of the patch is >>>>>>> REPLACE without a block before it; " + layout);
    assertThatThrownBy(() -> PatchEdit.parse("<<<<<<< SEARCH\n<<<<<<< SEARCH"))
        .hasMessage("line 2 of the patch begins a block within a block; " + layout);
  }

  private static String block(String search, String replace) {
    return "<<<<<<< SEARCH\n" + search + "\n=======\n" + replace + "\n>>>>>>> REPLACE";
  }

  private static String patched(String text, String patch) throws ToolException {
    return PatchEdit.parse(patch).apply(text, "f.md");
  }
}
