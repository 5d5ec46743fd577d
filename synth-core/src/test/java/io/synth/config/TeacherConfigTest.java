package io.synth.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TeacherConfigTest {
  private static final TeacherConfig TEACHER =
      TeacherConfig.builder("t").baseUrl("http://a/v1").model("m").build();

  @Test
  void headerValuesAreNotShown() {
    assertThat(TEACHER.toBuilder().headers(Map.of("X-Org", "hidden")).build().toString())
        .contains("headers [X-Org]")
        .doesNotContain("hidden");
  }

  @Test
  void travelsToExecutors() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(TEACHER);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(TEACHER);
    }
  }

  @Test
  void wrongSettingsNameTheirKey() {
    assertWrong(
        () -> TEACHER.toBuilder().baseUrl("https://user:pass@host/v1").build(),
        "base_url of teacher 't' holds a user name, password or query; give the key as"
            + " api_key.env or api_key.file");
    assertWrong(() -> TEACHER.toBuilder().model(" ").build(), "model of a teacher is empty");
    assertWrong(
        () -> TEACHER.toBuilder().contextTokens(0).build(),
        "context_tokens of teacher 't' is 0; it must be the model's context window in tokens");
    assertWrong(
        () -> new Prices(-1, 0, 0),
        "prices.input is -1.0; it must be USD per million tokens, 0 or more");
    assertWrong(
        () -> new RateLimits(-1, null, null),
        "limits.requests_per_minute is -1; it must be above 0, or 0 for no limit");
    assertWrong(
        () -> new Budget(Double.NaN, null, null),
        "budget.usd is NaN; it must be 0 or more, or left out for no cap");
    assertWrong(
        () -> new SamplingDefaults(3.0, null, null, List.of()),
        "sampling.temperature is 3.0; it must be from 0 to 2");
    assertWrong(
        () ->
            new TeacherTimeouts(
                Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)),
        "timeouts.connect is PT0S; it must be from 1 millisecond to 1 day");
    assertWrong(() -> new ApiKeySource("A", "b"), "api_key: give either env or file, not both");
  }

  @Test
  void zeroMeansNoLimit() {
    assertThat(new RateLimits(0, 0L, 0)).isEqualTo(RateLimits.NONE);
  }

  @Test
  void pricesTokensReadFromAndStoredInTheCacheApart() {
    assertThat(new Prices(2, 0.5, 8).cost(1_000_000, 400_000, 0, 100_000)).isEqualTo(2.2);
    assertThat(new Prices(2, 0.5, 8).cost(1_000_000, 400_000, 300_000, 100_000)).isEqualTo(2.2);
    assertThat(new Prices(2, 0.5, 2.5, 8).cost(1_000_000, 400_000, 400_000, 100_000))
        .isEqualTo(2.4);
    assertThat(new Prices(2, 0.5, 8).mostCost(1_000_000, 100_000)).isEqualTo(2.8);
    assertThat(new Prices(2, 0.5, 2.5, 8).mostCost(1_000_000, 100_000)).isEqualTo(3.3);
  }

  private static void assertWrong(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable code, String message) {
    assertThatThrownBy(code).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
