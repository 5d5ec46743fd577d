package io.synth.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateHeadersTest {
  private final FakeTime time = new FakeTime();

  @Test
  void readsWhatOpenAiSends() {
    RateHeaders read =
        RateHeaders.of(
            Headers.of(
                "X-RateLimit-Limit-Requests", "600",
                "x-ratelimit-remaining-requests", "599",
                "x-ratelimit-reset-requests", "100ms",
                "x-ratelimit-limit-tokens", "150000",
                "x-ratelimit-remaining-tokens", "149984",
                "x-ratelimit-reset-tokens", "6m0s",
                "retry-after", "2"),
            time);
    assertThat(read)
        .isEqualTo(
            new RateHeaders(
                Duration.ofSeconds(2),
                new RateHeaders.Allowance(600, 599, Duration.ofMillis(100)),
                new RateHeaders.Allowance(150_000, 149_984, Duration.ofMinutes(6))));
  }

  @Test
  void readsWhatAnthropicSends() {
    Headers.Builder headers =
        new Headers.Builder()
            .add("anthropic-ratelimit-requests-limit", "50")
            .add("anthropic-ratelimit-requests-remaining", "0")
            .add("anthropic-ratelimit-requests-reset", "2031-05-01T12:00:30Z")
            .add("anthropic-ratelimit-input-tokens-limit", "40000")
            .add("anthropic-ratelimit-input-tokens-remaining", "30000")
            .add("anthropic-ratelimit-output-tokens-limit", "8000")
            .add("anthropic-ratelimit-output-tokens-remaining", "1000")
            .add("anthropic-ratelimit-output-tokens-reset", "2031-05-01T12:00:10Z");
    RateHeaders.Allowance requests = new RateHeaders.Allowance(50, 0, Duration.ofSeconds(30));
    assertThat(RateHeaders.of(headers.build(), time))
        .as("of input and output the scarcer")
        .isEqualTo(
            new RateHeaders(
                null, requests, new RateHeaders.Allowance(8_000, 1_000, Duration.ofSeconds(10))));
    headers
        .add("anthropic-ratelimit-tokens-limit", "48000")
        .add("anthropic-ratelimit-tokens-remaining", "47000");
    assertThat(RateHeaders.of(headers.build(), time))
        .isEqualTo(
            new RateHeaders(null, requests, new RateHeaders.Allowance(48_000, 47_000, null)));
  }

  @Test
  void whatCannotBeReadCountsAsNotThere() {
    assertThat(
            RateHeaders.of(
                Headers.of(
                    "x-ratelimit-limit-requests", "many",
                    "x-ratelimit-remaining-requests", "1",
                    "x-ratelimit-limit-tokens", "0",
                    "x-ratelimit-remaining-tokens", "0",
                    "retry-after", "soon"),
                time))
        .isSameAs(RateHeaders.NONE);
    assertThat(RateHeaders.of(Headers.of("content-type", "text/plain"), time))
        .isSameAs(RateHeaders.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "6m0s, 360000",
        "1s, 1000",
        "20ms, 20",
        "1h2m3.5s, 3723500",
        "59.951s, 59951",
        "7, 7000",
        "999999h, 86400000",
        "2031-05-01T12:01:30Z, 90000",
        "2031-05-01T14:01:30.5+02:00, 90500",
        "2031-05-01T11:00:00Z, 0",
        "tomorrow, none",
        "1s ago, none",
        "-1s, none",
      })
  void readsResetInAllItsForms(String value, @Nullable Long millis) {
    assertThat(RateHeaders.reset(value, time))
        .isEqualTo(millis == null ? null : Duration.ofMillis(millis));
  }
}
