package io.synth.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.synth.model.Message;
import io.synth.model.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tool calls that run in circles. Calls are equal when name and arguments are, whatever the order
 * of keys. A page opened again at another offset is another call, and after a file was changed
 * reading it is one too.
 */
final class CallLoops {
  /** Least calls of a cycle that, run twice on end, is a loop: our choice. */
  private static final int LEAST_CYCLE = 3;

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
  private static final Pattern CHANGES =
      Pattern.compile("\"action\"\\s*:\\s*\"(?:write|append|patch)\"");

  private CallLoops() {}

  /**
   * A loop.
   *
   * @param message the assistant turn that closes it
   */
  record Loop(String code, String reason, int message) {}

  private record Called(String call, int message) {}

  /** The first loop, if any. */
  static Optional<Loop> first(List<Message> messages, int repeats) {
    List<Called> calls = calls(messages);
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < calls.size(); i++) {
      Called called = calls.get(i);
      int times = counts.merge(called.call(), 1, Integer::sum);
      if (times >= repeats) {
        return Optional.of(
            new Loop(
                "repeated_call",
                "message "
                    + called.message()
                    + ": the same call for the "
                    + times
                    + ". time: "
                    + Excerpt.of(called.call()),
                called.message()));
      }
      Optional<Loop> cycle = cycle(calls, i + 1);
      if (cycle.isPresent()) {
        return cycle;
      }
    }
    return Optional.empty();
  }

  /** A cycle whose second run ends with the call before {@code end}. */
  private static Optional<Loop> cycle(List<Called> calls, int end) {
    for (int length = LEAST_CYCLE; 2 * length <= end; length++) {
      List<String> once = names(calls, end - 2 * length, end - length);
      Set<String> different = new HashSet<>(once);
      if (different.size() >= LEAST_CYCLE && once.equals(names(calls, end - length, end))) {
        int message = calls.get(end - 1).message();
        return Optional.of(
            new Loop(
                "call_cycle",
                "message " + message + ": the same " + length + " calls in a row for the 2. time",
                message));
      }
    }
    return Optional.empty();
  }

  private static List<String> names(List<Called> calls, int from, int to) {
    return calls.subList(from, to).stream().map(Called::call).toList();
  }

  private static List<Called> calls(List<Message> messages) {
    List<Called> calls = new ArrayList<>();
    int changes = 0;
    for (int i = 0; i < messages.size(); i++) {
      for (ToolCall call : messages.get(i).toolCalls()) {
        String name = call.function().name();
        String arguments = canonical(call.function().arguments());
        boolean change = name.equals("file") && CHANGES.matcher(arguments).find();
        boolean read = name.equals("file") && !change;
        calls.add(new Called(name + " " + arguments + (read ? " #" + changes : ""), i));
        changes += change ? 1 : 0;
      }
    }
    return calls;
  }

  private static String canonical(String arguments) {
    try {
      return JSON.writeValueAsString(JSON.readValue(arguments, Object.class));
    } catch (JsonProcessingException e) {
      return arguments.strip();
    }
  }
}
