package io.synth.teacher;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads how long a server asks to wait: {@code Retry-After} as seconds or as an HTTP date (RFC
 * 9110, section 10.2.3), or {@code retry-after-ms} as some hosted APIs send it.
 */
final class RetryAfter {
  private static final double LONGEST_SECONDS = Duration.ofDays(1).toSeconds();

  private RetryAfter() {}

  /** The wait, from 0 to a day; null when the headers tell none that can be read. */
  static @Nullable Duration of(Headers headers, Clock clock) {
    Duration exact = seconds(headers.get("retry-after-ms"), 1_000);
    if (exact != null) {
      return exact;
    }
    String value = headers.get("Retry-After");
    Duration seconds = seconds(value, 1);
    if (seconds != null || value == null) {
      return seconds;
    }
    try {
      ZonedDateTime date = ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
      return seconds(
          String.valueOf(Duration.between(clock.instant(), date.toInstant()).toMillis()), 1_000);
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  private static @Nullable Duration seconds(@Nullable String value, int perSecond) {
    if (value == null || !value.strip().matches("-?[0-9]{1,15}(\\.[0-9]{1,9})?")) {
      return null;
    }
    double seconds = Double.parseDouble(value.strip()) / perSecond;
    return Duration.ofMillis(Math.round(Math.min(Math.max(seconds, 0), LONGEST_SECONDS) * 1_000));
  }
}
