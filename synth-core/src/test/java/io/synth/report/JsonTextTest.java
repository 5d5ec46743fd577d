package io.synth.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTextTest {
  @Test
  void keepsToOneLineWhereItFits() {
    assertThat(JsonText.pretty("{\"queries\":[\"葵瑟\"],\"limit\":5}", 40))
        .isEqualTo("{\"queries\": [\"葵瑟\"], \"limit\": 5}");
    assertThat(JsonText.pretty("{}", 1)).isEqualTo("{}");
  }

  @Test
  void givesEveryEntryALineWhereItDoesNot() {
    assertThat(JsonText.pretty("{\"queries\":[\"a\",\"b\"],\"deep\":{\"x\":[1,2,3,4,5]}}", 20))
        .isEqualTo(
            """
            {
              "queries": [
                "a",
                "b"
              ],
              "deep": {
                "x": [
                  1,
                  2,
                  3,
                  4,
                  5
                ]
              }
            }""");
  }

  @Test
  void leavesAloneWhatIsNotJson() {
    assertThat(JsonText.pretty("{\"queries\": [", 40)).isEqualTo("{\"queries\": [");
    assertThat(JsonText.pretty("", 40)).isEmpty();
    assertThat(JsonText.pretty("{} trailing", 40)).isEqualTo("{} trailing");
  }
}
