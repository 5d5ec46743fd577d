package io.synth.report;

import io.synth.model.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code \cite{web_…}} by the number of the page among those opened, at the first mention
 * with its title. Remembers what was mentioned; not thread-safe.
 */
final class Citations {
  private static final Pattern CITE = Pattern.compile("\\\\cite\\{([^{}]{0,1000})\\}");
  private static final Pattern SEPARATOR = Pattern.compile("\\s*[,，;；]\\s*");

  private final Map<String, Source> sources = new LinkedHashMap<>();
  private final List<String> order;
  private final Set<String> mentioned = new HashSet<>();

  Citations(List<Source> opened) {
    for (Source source : opened) {
      sources.putIfAbsent(source.id(), source);
    }
    order = List.copyOf(sources.keySet());
  }

  /** A citation in a text: where it stands, and the ids in it. */
  record Place(int start, int end, List<String> ids) {}

  static List<Place> places(String content) {
    List<Place> places = new ArrayList<>();
    Matcher matcher = CITE.matcher(content);
    while (matcher.find()) {
      List<String> ids =
          SEPARATOR.splitAsStream(matcher.group(1).strip()).filter(id -> !id.isEmpty()).toList();
      places.add(new Place(matcher.start(), matcher.end(), ids));
    }
    return places;
  }

  /** What stands in place of the ids, e.g. {@code [2 Corrane Tidal Array]}. */
  String label(List<String> ids) {
    StringBuilder label = new StringBuilder();
    for (String id : ids) {
      Source source = sources.get(id);
      if (source == null) {
        label.append("[? ").append(id).append(", never opened]");
      } else {
        label.append('[').append(order.indexOf(id) + 1);
        if (mentioned.add(id) && !source.title().isEmpty()) {
          label.append(' ').append(source.title());
        }
        label.append(']');
      }
    }
    return label.isEmpty() ? "[? no id]" : label.toString();
  }

  /** The pages opened, each once, in the order of their numbers. */
  List<Source> numbered() {
    return List.copyOf(sources.values());
  }

  /** Whether a label has named the page. */
  boolean isCited(Source source) {
    return mentioned.contains(source.id());
  }
}
