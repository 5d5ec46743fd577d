package io.synth.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HtmlTest {
  @Test
  void escapesTextAndAttributes() {
    Html html = new Html().element("p", "<b> & 'c'", "title", "\"><i>");

    assertThat(html.toString().strip())
        .isEqualTo("<p title=\"&quot;&gt;&lt;i&gt;\">&lt;b&gt; &amp; &#39;c&#39;</p>");
  }

  @Test
  void refusesToLeaveAnElementOpen() {
    assertThatThrownBy(() -> new Html().open("p").open("b").close().toString())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("still open: [p]");
    assertThatThrownBy(() -> new Html().empty("i"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("<i> needs an end tag: use element or open");
  }

  @Test
  void refusesAnAttributeWithoutValue() {
    assertThatThrownBy(() -> new Html().open("p", "class"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("attributes of <p> must be name and value");
  }

  @Test
  void makesHiddenCharactersVisibleAndKeepsJoiners() {
    assertThat(VisibleText.line("a\tb\r\n\u001b[0m\u007f\u009b\u200b\u202e\ufeff\ud800"))
        .isEqualTo("a␉b␍␊␛[0m␡⟨U+009B⟩⟨U+200B⟩⟨U+202E⟩⟨U+FEFF⟩⟨U+D800⟩");
    assertThat(VisibleText.lines("a\tb\r\nc\rd")).isEqualTo("a    b\nc␍d");
    assertThat(VisibleText.line("👩\u200d🔬 e\u0301 م\u200cن"))
        .isEqualTo("👩\u200d🔬 e\u0301 م\u200cن");
  }
}
