package io.synth.teacher;

import io.synth.config.TeacherConfig;
import io.synth.model.ContentHash;
import io.synth.model.Lost;
import io.synth.model.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends a request again while its failure and the policy allow it. Thread-safe. */
final class RetryingCaller implements Caller {
  private static final Pattern REFUSED =
      Pattern.compile("(?i)unsupported (?:parameter|value): '(temperature|top_p|seed|stop)'");

  private final TeacherConfig teacher;
  private final RetryPolicy policy;
  private final Sleeper sleeper;
  private final StopSignal stop;
  private final GovernedCaller next;

  RetryingCaller(TeacherConfig teacher, Sleeper sleeper, StopSignal stop, GovernedCaller next) {
    this.teacher = teacher;
    this.policy = new RetryPolicy(teacher.retry());
    this.sleeper = sleeper;
    this.stop = stop;
    this.next = next;
  }

  /**
   * The reply.
   *
   * @throws UnansweredException when there is none after all attempts; it tells each of them
   * @throws BudgetSpentException when a budget allows none, or no further one: then with the
   *     attempts before as a suppressed {@link UnansweredException}
   */
  @Override
  public Received call(ChatRequest request, @Nullable String idempotencyKey) {
    return call(request, idempotencyKey, Governor.FOREVER);
  }

  /** The same, but no attempt waits longer for an open circuit. */
  Received call(ChatRequest request, @Nullable String idempotencyKey, Duration most) {
    List<CallFailure> failures = new ArrayList<>();
    Duration elapsed = Duration.ZERO;
    while (true) {
      try {
        Duration left = teacher.retry().deadline().minus(elapsed);
        return next.call(request, idempotencyKey, left.compareTo(most) < 0 ? left : most)
            .after(failures.size(), elapsed.toMillis(), lost(failures));
      } catch (BudgetSpentException e) {
        if (!failures.isEmpty()) {
          e.addSuppressed(exception(failures, elapsed));
        }
        throw e;
      } catch (CallFailure failure) {
        failures.add(failure);
        Duration delay = policy.delay(failures.size(), failure.retryAfter(), random(request));
        elapsed = elapsed.plus(failure.elapsed()).plus(delay);
        if (stop.raised() && (failure.retryable() || failure.reason().equals("unavailable"))) {
          failures.add(stop.failure());
          throw exception(failures, elapsed);
        }
        if (!failure.retryable() || !policy.allows(failures.size(), elapsed)) {
          throw exception(failures, elapsed);
        }
        pause(delay, failures, elapsed);
      }
    }
  }

  private void pause(Duration delay, List<CallFailure> failures, Duration elapsed) {
    try {
      sleeper.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failures.add(ConnectionFailures.interrupted());
      throw exception(failures, elapsed);
    }
  }

  private static Lost lost(List<CallFailure> failures) {
    return failures.stream().map(CallFailure::lost).reduce(Lost.NONE, Lost::plus);
  }

  /** Seeded by the request: repeatable, and different for requests that fail together. */
  private static RandomGenerator random(ChatRequest request) {
    List<Message> messages = request.messages();
    String last = messages.isEmpty() ? "" : messages.get(messages.size() - 1).content();
    return new SplittableRandom(ContentHash.seed(last));
  }

  /** Without times: the row that comes of it has to be the same in each run. */
  private UnansweredException exception(List<CallFailure> failures, Duration elapsed) {
    CallFailure last = failures.get(failures.size() - 1);
    List<String> labels = failures.stream().map(CallFailure::label).toList();
    return new UnansweredException(
        "teacher '"
            + teacher.name()
            + "' (model "
            + teacher.model()
            + " at "
            + teacher.baseUrl()
            + ") gave no usable reply in "
            + failures.size()
            + (failures.size() == 1 ? " attempt: " : " attempts: ")
            + String.join(", ", labels)
            + "; the last said: "
            + last.detail()
            + advice(last)
            + lastReply(failures),
        last,
        failures.size(),
        elapsed.toMillis(),
        lost(failures));
  }

  /** Where the last attempt brought no reply, what the last one said that did. */
  private static String lastReply(List<CallFailure> failures) {
    for (int i = failures.size() - 1; i >= 0; i--) {
      CallFailure failure = failures.get(i);
      if (failure.status() != null) {
        return i == failures.size() - 1
            ? ""
            : "; the last reply, to attempt "
                + (i + 1)
                + ", was "
                + failure.label()
                + ": "
                + failure.detail();
      }
    }
    return "";
  }

  /** Reasoning models of OpenAI refuse settings that others take. */
  private static String refusedSetting(String detail) {
    if (detail.contains("'max_completion_tokens'")) {
      return " (set max_tokens_key of the teacher to max_completion_tokens)";
    }
    Matcher refused = REFUSED.matcher(detail);
    return refused.find() ? " (name " + refused.group(1) + " under omit of the teacher)" : "";
  }

  private static String advice(CallFailure last) {
    return switch (last.reason()) {
      case "unauthorized" -> " (check api_key)";
      case "not_found" -> " (check base_url and model)";
      case "unavailable" ->
          last.charge() == CallFailure.Charge.NONE
              ? " (check that the server runs and base_url is right)"
              : "";
      case "rate_limited" -> " (lower limits.requests_per_minute or limits.concurrency)";
      case "bad_request" -> refusedSetting(last.detail());
      case "quota_spent" -> " (the account at the provider is empty)";
      case "context_length" -> " (set context_tokens to what the server takes)";
      default -> "";
    };
  }
}
