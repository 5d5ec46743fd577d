package io.synth.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AddressesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://a.example/b/c?q|d|https://a.example/b/d",
        "https://a.example/b/c?q|?x|https://a.example/b/c?x",
        "https://a.example/b/c|../../../d/./e/|https://a.example/d/e/",
        "https://a.example/b/c|..|https://a.example/",
        "https://a.example|d|https://a.example/d",
        "https://a.example/b|//c.example/d|https://c.example/d",
        "https://a.example/b|HTTP://c.example/d#f|http://c.example/d",
        "corpus:/m/a.html|b.html#x|corpus:/m/b.html",
        "corpus:/m/a.html|/b.html|corpus:/b.html",
        "corpus:/m/a.html|//c.example/d|https://c.example/d",
        "corpus:/m/a.html|第二章.html|corpus:/m/第二章.html"
      })
  void resolvesLinks(String base, String link, String resolved) {
    assertThat(Addresses.resolve(base, link)).contains(resolved);
  }

  @Test
  void whatIsNoPageIsNotResolved() {
    for (String link :
        new String[] {"", " ", "#top", "mailto:a@b.example", "javascript:void(0)", "data:,x"}) {
      assertThat(Addresses.resolve("https://a.example/", link)).isEmpty();
    }
  }

  @Test
  void equalAddressesHaveEqualKeys() {
    assertThat(Addresses.key("HTTPS://A.example/b/?#x"))
        .isEqualTo(Addresses.key("https://a.example/b?"));
    assertThat(Addresses.key("https://a.example/")).isEqualTo(Addresses.key("https://a.example"));
    assertThat(Addresses.key("https://a.example/%E5%B2%9A")).isEqualTo("https://a.example/岚");
    assertThat(Addresses.key("https://a.example/%ff%zz%")).isEqualTo("https://a.example/%ff%zz%");
    assertThat(Addresses.key("https://a.example/B"))
        .isNotEqualTo(Addresses.key("https://a.example/b"));
  }
}
