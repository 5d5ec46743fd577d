package io.synth.stage;

import io.synth.agent.Citations;
import io.synth.corpus.SourceId;
import io.synth.model.Evidence;
import io.synth.model.Source;
import io.synth.model.Trajectory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns citations of source ids, which mean nothing outside their trajectory, into numbered
 * footnotes: {@code \cite{web_a}} becomes {@code [1]}, and the list of sources tells what 1 is. An
 * id that was never opened is left out.
 */
final class Footnotes {
  private final Map<String, String> entries = new LinkedHashMap<>();
  private final List<String> numbered = new ArrayList<>();
  private int listed;

  Footnotes(Trajectory trajectory) {
    for (Source source : trajectory.sources()) {
      entries.put(source.id(), entry(source));
    }
  }

  /** Numbers a passage that is printed before the text; the list doesn't repeat it. */
  int passage(String id) {
    int number = number(id);
    listed = numbered.size();
    return number;
  }

  /** Numbers a passage of the task's evidence. */
  int passage(Evidence evidence) {
    String id = SourceId.of(evidence.url());
    entries.putIfAbsent(id, evidence.title() + ". " + evidence.url());
    return passage(id);
  }

  /** The text with footnote marks. */
  String mark(String text) {
    StringBuilder marked = new StringBuilder();
    int at = 0;
    for (Citations.Citation citation : Citations.in(text)) {
      marked.append(text, at, citation.start());
      String marks = marks(citation.ids());
      if (marks.isEmpty()) {
        int end = marked.length();
        while (end > 0 && marked.charAt(end - 1) == ' ') {
          end--;
        }
        marked.setLength(end);
      }
      marked.append(marks);
      at = citation.end();
    }
    return marked.append(text, at, text.length()).toString();
  }

  String marks(List<String> ids) {
    StringBuilder marks = new StringBuilder();
    for (String id : ids) {
      if (entries.containsKey(id)) {
        marks.append('[').append(number(id)).append(']');
      }
    }
    return marks.toString();
  }

  /** One line per source that was marked and not printed as a passage; empty for none. */
  String list() {
    StringBuilder list = new StringBuilder();
    for (int i = listed; i < numbered.size(); i++) {
      list.append('[').append(i + 1).append("] ").append(entries.get(numbered.get(i))).append('\n');
    }
    return list.toString().stripTrailing();
  }

  private int number(String id) {
    int index = numbered.indexOf(id);
    if (index >= 0) {
      return index + 1;
    }
    numbered.add(id);
    return numbered.size();
  }

  private static String entry(Source source) {
    List<String> parts = new ArrayList<>(List.of(source.title()));
    if (!source.publisher().isBlank()) {
      parts.add(source.publisher());
    }
    if (!source.date().isBlank()) {
      parts.add(source.date());
    }
    parts.add(source.url());
    return String.join(". ", parts);
  }
}
