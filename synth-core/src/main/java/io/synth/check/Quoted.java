package io.synth.check;

import io.synth.model.Message;
import io.synth.text.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What tool results say, as terms, to tell a quotation from a loop. Read only when asked for. Used
 * by one thread.
 */
final class Quoted {
  private final List<Message> messages;
  private @Nullable List<List<String>> results;
  private final Map<Integer, Map<String, Integer>> counts = new HashMap<>();

  Quoted(List<Message> messages) {
    this.messages = messages;
  }

  /** Whether one result has these terms in a row. */
  boolean holds(List<String> terms) {
    String wanted = " " + String.join(" ", terms) + " ";
    return results().stream()
        .anyMatch(result -> (" " + String.join(" ", result) + " ").contains(wanted));
  }

  /** The most times that one result has an n-gram, its terms joined by a space. */
  int times(String ngram, int n) {
    return counts.computeIfAbsent(n, this::count).getOrDefault(ngram, 0);
  }

  private Map<String, Integer> count(int n) {
    Map<String, Integer> most = new HashMap<>();
    for (List<String> result : results()) {
      Map<String, Integer> here = new HashMap<>();
      Terms.ngrams(result, n).forEach(gram -> here.merge(gram, 1, Integer::sum));
      here.forEach((gram, times) -> most.merge(gram, times, Math::max));
    }
    return most;
  }

  private List<List<String>> results() {
    List<List<String>> read = results;
    if (read == null) {
      read = new ArrayList<>();
      for (Message message : messages) {
        if (message.role() == Message.Role.TOOL) {
          read.add(Terms.of(message.content()));
        }
      }
      results = read;
    }
    return read;
  }
}
