package io.synth.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The limits of the mock teacher as time goes by: a schedule {@code 90:0.5,180:2,270:gone} halves
 * the first size after 90 seconds, doubles it after 180 and lifts all limits after 270. Times in
 * milliseconds since the first request.
 */
final class MockPhases {
  private final double requestsPerMinute;
  private final double tokensPerMinute;
  private final @Nullable MockLimit requests;
  private final @Nullable MockLimit tokens;
  private final boolean headers;
  private final boolean retryAfter;
  private final List<Phase> phases = new ArrayList<>();
  private int current;

  private static final class Phase {
    private final long fromMs;

    /** Of the first size; infinite for no limit. */
    private final double factor;

    private long answered;
    private long refused;
    private long tokens;

    private Phase(long fromMs, double factor) {
      this.fromMs = fromMs;
      this.factor = factor;
    }
  }

  MockPhases(MockOptions options) {
    String kind = options.text("limit", "sliding");
    requestsPerMinute = options.number("requests-per-minute", 0);
    tokensPerMinute = options.number("tokens-per-minute", 0);
    requests = requestsPerMinute > 0 ? MockLimit.of(kind, requestsPerMinute) : null;
    tokens = tokensPerMinute > 0 ? MockLimit.of(kind, tokensPerMinute) : null;
    headers = options.is("headers");
    retryAfter = options.is("retry-after");
    phases.add(new Phase(0, 1));
    String schedule = options.text("schedule", "");
    for (String part : schedule.isEmpty() ? new String[0] : schedule.split(",", -1)) {
      String[] two = part.split(":", 2);
      double factor = two[1].equals("gone") ? Double.POSITIVE_INFINITY : Double.parseDouble(two[1]);
      phases.add(new Phase(Math.round(Double.parseDouble(two[0]) * 1_000), factor));
    }
  }

  boolean limited() {
    return requests != null || tokens != null;
  }

  /** Whether a request may go, which counts it. */
  boolean take(int amount, long now) {
    move(now);
    Phase phase = phases.get(current);
    boolean goes =
        !limited()
            || Double.isInfinite(phase.factor)
            || ((requests == null || requests.allows(1, now))
                && (tokens == null || tokens.allows(amount, now)));
    if (!goes) {
      phase.refused++;
      return false;
    }
    phase.answered++;
    phase.tokens += amount;
    if (requests != null) {
      requests.take(1, now);
    }
    if (tokens != null) {
      tokens.take(amount, now);
    }
    return true;
  }

  private void move(long now) {
    while (current + 1 < phases.size() && phases.get(current + 1).fromMs <= now) {
      double factor = phases.get(++current).factor;
      if (!Double.isInfinite(factor)) {
        if (requests != null) {
          requests.resize(requestsPerMinute * factor, now);
        }
        if (tokens != null) {
          tokens.resize(tokensPerMinute * factor, now);
        }
      }
    }
  }

  /** Header lines, each with its line end. */
  String headers(int amount, boolean refused, long now) {
    StringBuilder lines = new StringBuilder();
    double factor = phases.get(current).factor;
    if (headers && !Double.isInfinite(factor)) {
      if (requests != null) {
        tell(lines, "requests", requestsPerMinute * factor, requests, 1, now);
      }
      if (tokens != null) {
        tell(lines, "tokens", tokensPerMinute * factor, tokens, amount, now);
      }
    }
    if (retryAfter && refused) {
      long wait = Math.max(wait(requests, 1, now), wait(tokens, amount, now));
      lines.append("Retry-After: ").append((wait + 999) / 1_000).append("\r\n");
    }
    return lines.toString();
  }

  private static long wait(@Nullable MockLimit limit, int amount, long now) {
    return limit == null ? 0 : limit.waitMs(amount, now);
  }

  private static void tell(
      StringBuilder lines, String what, double size, MockLimit limit, int amount, long now) {
    String form = "x-ratelimit-%s-%s: %s\r\n";
    lines.append(String.format(Locale.ROOT, form, "limit", what, Math.round(size)));
    lines.append(String.format(Locale.ROOT, form, "remaining", what, limit.remaining(now)));
    lines.append(String.format(Locale.ROOT, form, "reset", what, limit.waitMs(amount, now) + "ms"));
  }

  /** For each phase what was asked and what would have been allowed at its even rate. */
  String json(long now) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < phases.size() && phases.get(i).fromMs <= now; i++) {
      Phase phase = phases.get(i);
      long end = i + 1 < phases.size() ? Math.min(now, phases.get(i + 1).fromMs) : now;
      double minutes = (end - phase.fromMs) / 60_000.0;
      parts.add(
          String.format(
              Locale.ROOT,
              "{\"factor\":%s,\"seconds\":%.1f,\"answered\":%d,\"refused\":%d,\"tokens\":%d,"
                  + "\"allowed_requests\":%.1f,\"allowed_tokens\":%.1f}",
              Double.isInfinite(phase.factor) ? "null" : Double.toString(phase.factor),
              minutes * 60,
              phase.answered,
              phase.refused,
              phase.tokens,
              allowed(requestsPerMinute, phase, minutes),
              allowed(tokensPerMinute, phase, minutes)));
    }
    return "[" + String.join(",", parts) + "]";
  }

  private static double allowed(double perMinute, Phase phase, double minutes) {
    return Double.isInfinite(phase.factor) ? 0 : perMinute * phase.factor * minutes;
  }
}
