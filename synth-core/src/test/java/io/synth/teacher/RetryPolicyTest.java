package io.synth.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.synth.config.RetrySettings;
import io.synth.fake.Trials;
import java.time.Duration;
import java.util.SplittableRandom;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
  private final RetryPolicy policy =
      new RetryPolicy(
          new RetrySettings(
              5, Duration.ofMinutes(1), Duration.ofMillis(200), Duration.ofSeconds(10)));

  @Test
  void delaysStayWithinBounds() {
    Trials.of(
        1_000,
        random ->
            delayIsWithinBounds(
                (int) Trials.within(1, 100, random),
                Trials.any(random),
                Trials.within(0, 100_000, random)));
  }

  private void delayIsWithinBounds(int failures, long seed, long retryAfter) {
    long most = (long) Math.min(10_000, 200 * Math.pow(2, failures - 1));
    long plain = policy.delay(failures, null, new SplittableRandom(seed)).toMillis();
    assertThat(plain).isBetween(most / 2, most);
    long asked =
        policy
            .delay(failures, Duration.ofMillis(retryAfter), new SplittableRandom(seed))
            .toMillis();
    assertThat(asked).isEqualTo(Math.max(plain, Math.min(retryAfter, 10_000)));
  }

  @Test
  void equalSeedsGiveEqualDelays() {
    assertThat(policy.delay(3, null, new SplittableRandom(1)))
        .isEqualTo(policy.delay(3, null, new SplittableRandom(1)))
        .isNotEqualTo(policy.delay(3, null, new SplittableRandom(2)));
  }

  @Test
  void allowsAttemptsUntilTheirNumberOrTheDeadline() {
    assertThat(policy.allows(4, Duration.ofSeconds(59))).isTrue();
    assertThat(policy.allows(5, Duration.ZERO)).isFalse();
    assertThat(policy.allows(1, Duration.ofMinutes(1))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "Retry-After | 7 | 7000",
        "Retry-After | 0.5 | 500",
        "Retry-After | -3 | 0",
        "Retry-After | 99999999 | 86400000",
        "Retry-After | Thu, 01 May 2031 12:01:30 GMT | 90000",
        "Retry-After | Thu, 01 May 2031 11:00:00 GMT | 0",
        "Retry-After | soon | none",
        "retry-after-ms | 1500 | 1500",
        "X-Other | 1 | none",
      })
  void readsRetryAfterInBothForms(
      String name, String value, @org.jspecify.annotations.Nullable Long millis) {
    assertThat(RetryAfter.of(Headers.of(name, value), new FakeTime()))
        .isEqualTo(millis == null ? null : Duration.ofMillis(millis));
  }

  @Test
  void settingsOutOfBoundsAreRefused() {
    assertThatThrownBy(
            () -> new RetrySettings(0, Duration.ofSeconds(1), Duration.ZERO, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("retry.attempts is 0; it must be from 1 to 100");
    assertThatThrownBy(() -> new RetrySettings(1, Duration.ZERO, Duration.ZERO, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("retry.deadline is PT0S; it must be above 0");
    assertThatThrownBy(
            () ->
                new RetrySettings(
                    1, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "retry.base_delay is PT2S; it must be from 0 to retry.max_delay, which is PT1S");
  }
}
