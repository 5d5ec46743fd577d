package io.synth.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonRepairTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SAMPLE =
      "{\"title\":\"研究 {x}\",\"items\":[{\"a\":1,\"b\":\"q\\\"[\"},{\"a\":-2.5e3,\"b\":\"\\u00e9\"}],"
          + "\"ok\":true,\"none\":null,\"deep\":[[[\"]\"]]]}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1} | {\"a\":1}",
        "Here it is: {\"a\":1}. Good luck! | {\"a\":1}",
        "Use {braces} like this: {\"a\":1} | {\"a\":1}",
        "{\"a\":[1,2,],} | {\"a\":[1,2]}",
        "{\"a\":\"\\cite{web_1}\"} | {\"a\":\"\\\\cite{web_1}\"}",
        "{\"a\":\"C:\\users\"} | {\"a\":\"C:\\\\users\"}",
        "{\"a\":{\"b\":1} | {\"a\":{\"b\":1}}",
        "{\"a\":\"whole\",\"b\":\"cut | {\"a\":\"whole\"}",
        "{\"a\":[{\"b\":1},{\"b\": | {\"a\":[{\"b\":1}]}",
      })
  void findsTheObjectThatWasMeant(String text, String expected) {
    assertThat(JsonRepair.objects(text).get(0).toString()).isEqualTo(expected);
  }

  @Test
  void repairsRawLineBreaksInStrings() {
    assertThat(JsonRepair.objects("{\"a\":\"one\ntwo\t三\"}").get(0).path("a").asText())
        .isEqualTo("one\ntwo\t三");
  }

  @Test
  void offersShorterClosingsToo() {
    assertThat(JsonRepair.objects("{\"a\":[{\"b\":1,\"c\":2},{\"b\":5,\"c"))
        .extracting(JsonNode::toString)
        .startsWith("{\"a\":[{\"b\":1,\"c\":2},{\"b\":5}]}", "{\"a\":[{\"b\":1,\"c\":2}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"I can't.", "{a: 1}", "{'a': 1}", "}{", "{", "[1]", "{\"a\":1]"})
  void makesNothingUp(String text) {
    assertThat(JsonRepair.objects(text)).isEmpty();
  }

  @Test
  void bracketsWithoutEndAreNoTrap() {
    assertThat(JsonRepair.objects("{".repeat(100_000))).isEmpty();
    assertThat(JsonRepair.objects("{\"a\":".repeat(100_000))).isEmpty();
  }

  @Test
  void wholeCompletesNothing() {
    assertThat(JsonRepair.whole("{\"a\":{\"b\":1}")).isEmpty();
    assertThat(JsonRepair.whole("{\"a\":1} and more")).isEmpty();
    assertThat(JsonRepair.whole("")).isEmpty();
  }

  @Test
  void anyCutGivesOnlyValuesThatStoodThere() throws JsonProcessingException {
    JsonNode whole = JSON.readTree(SAMPLE);
    assertThat(JsonRepair.objects(SAMPLE)).containsExactly(whole);
    for (int end = 0; end < SAMPLE.length(); end++) {
      List<JsonNode> found = JsonRepair.objects(SAMPLE.substring(0, end));
      if (!found.isEmpty() && end > SAMPLE.indexOf("\"items\"")) {
        assertThat(within(found.get(0), whole)).as(found.get(0).toString()).isTrue();
      }
    }
  }

  private static boolean within(JsonNode part, JsonNode whole) {
    if (part.isObject() && whole.isObject()) {
      return part.properties().stream()
          .allMatch(m -> whole.has(m.getKey()) && within(m.getValue(), whole.get(m.getKey())));
    }
    if (part.isArray() && whole.isArray()) {
      for (int i = 0; i < part.size(); i++) {
        if (i >= whole.size() || !within(part.get(i), whole.get(i))) {
          return false;
        }
      }
      return true;
    }
    return part.equals(whole);
  }
}
