package io.synth.teacher;

import java.io.Serializable;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a response's headers say of the server's rate limits, as OpenAI, Anthropic and those who
 * copy them name them. Plain data.
 *
 * @param retryAfter how long the server asks everyone to wait; null when it doesn't
 * @param requests requests per minute; null when it tells nothing of them
 * @param tokens tokens per minute; null when it tells nothing of them
 */
public record RateHeaders(
    @Nullable Duration retryAfter, @Nullable Allowance requests, @Nullable Allowance tokens)
    implements Serializable {
  /** A server that tells nothing. */
  public static final RateHeaders NONE = new RateHeaders(null, null, null);

  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Pattern PART = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|h|m|s)");
  private static final Pattern PARTS =
      Pattern.compile("(?:[0-9]{1,9}(?:\\.[0-9]{1,9})?(?:ms|h|m|s))+");

  /**
   * One limit as the server counts it.
   *
   * @param limit the most in a minute
   * @param remaining what is left of it
   * @param reset until it is whole again; null when the server doesn't tell
   */
  public record Allowance(long limit, long remaining, @Nullable Duration reset)
      implements Serializable {}

  /** Reads them; what cannot be read counts as not there. */
  static RateHeaders of(Headers headers, Clock clock) {
    boolean openAi = false;
    boolean anthropic = false;
    boolean retry = false;
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      openAi = openAi || name.regionMatches(true, 0, "x-ratelimit-", 0, 12);
      anthropic = anthropic || name.regionMatches(true, 0, "anthropic-ratelimit-", 0, 20);
      retry = retry || name.regionMatches(true, 0, "retry-after", 0, 11);
    }
    if (!openAi && !anthropic && !retry) {
      return NONE;
    }
    Duration wait = retry ? RetryAfter.of(headers, clock) : null;
    Allowance requests = null;
    Allowance tokens = null;
    if (openAi) {
      requests = allowance(headers, "x-ratelimit-%s-requests", clock);
      tokens = allowance(headers, "x-ratelimit-%s-tokens", clock);
    }
    if (anthropic) {
      requests = allowance(headers, "anthropic-ratelimit-requests-%s", clock);
      tokens = allowance(headers, "anthropic-ratelimit-tokens-%s", clock);
      if (tokens == null) {
        tokens =
            scarcer(
                allowance(headers, "anthropic-ratelimit-input-tokens-%s", clock),
                allowance(headers, "anthropic-ratelimit-output-tokens-%s", clock));
      }
    }
    return wait == null && requests == null && tokens == null
        ? NONE
        : new RateHeaders(wait, requests, tokens);
  }

  private static @Nullable Allowance allowance(Headers headers, String form, Clock clock) {
    long limit = number(headers.get(form.replace("%s", "limit")));
    long remaining = number(headers.get(form.replace("%s", "remaining")));
    if (limit <= 0 || remaining < 0) {
      return null;
    }
    return new Allowance(limit, remaining, reset(headers.get(form.replace("%s", "reset")), clock));
  }

  private static @Nullable Allowance scarcer(@Nullable Allowance one, @Nullable Allowance other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return (double) one.remaining / one.limit <= (double) other.remaining / other.limit
        ? one
        : other;
  }

  private static long number(@Nullable String value) {
    return value != null && value.strip().matches("[0-9]{1,18}")
        ? Long.parseLong(value.strip())
        : -1;
  }

  /** {@code 6m0s}, {@code 20ms}, {@code 1.5} (seconds), or a time as in RFC 3339. */
  static @Nullable Duration reset(@Nullable String value, Clock clock) {
    if (value == null) {
      return null;
    }
    String text = value.strip();
    if (text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
      return clamp(Double.parseDouble(text) * 1_000);
    }
    if (PARTS.matcher(text).matches()) {
      double millis = 0;
      Matcher part = PART.matcher(text);
      while (part.find()) {
        millis += Double.parseDouble(part.group(1)) * unit(part.group(2));
      }
      return clamp(millis);
    }
    try {
      OffsetDateTime until = OffsetDateTime.parse(text);
      return clamp((double) Duration.between(clock.instant(), until.toInstant()).toMillis());
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  private static double unit(String name) {
    return switch (name) {
      case "ms" -> 1;
      case "s" -> 1_000;
      case "m" -> 60_000;
      default -> 3_600_000;
    };
  }

  private static Duration clamp(double millis) {
    return Duration.ofMillis(
        Math.round(Math.min(Math.max(millis, 0), (double) LONGEST.toMillis())));
  }
}
