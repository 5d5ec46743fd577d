package io.synth.teacher.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a conversation has found so far: results seen, pages opened, calls made. Read anew from the
 * messages at every turn.
 */
final class Dossier {
  private final Map<String, Hit> hits = new LinkedHashMap<>();
  private final Map<String, Integer> votes = new LinkedHashMap<>();
  private final Map<String, OpenedPage> pages = new LinkedHashMap<>();
  private final Map<String, StringBuilder> texts = new LinkedHashMap<>();
  private final Set<String> queries = new LinkedHashSet<>();
  private final Set<String> asked = new LinkedHashSet<>();
  private final Set<String> tools = new LinkedHashSet<>();
  private int toolTurns;

  static Dossier of(List<ChatCall.Turn> turns) {
    Dossier dossier = new Dossier();
    Map<String, ChatCall.Call> calls = new LinkedHashMap<>();
    for (ChatCall.Turn turn : turns) {
      if (turn.role().equals("assistant")) {
        turn.calls().forEach(c -> calls.put(c.id(), c));
        dossier.toolTurns += turn.calls().isEmpty() ? 0 : 1;
      } else if (turn.role().equals("tool")) {
        ChatCall.Call call = calls.get(turn.callId());
        if (call != null) {
          dossier.add(call, turn.content());
        }
      }
    }
    return dossier;
  }

  private void add(ChatCall.Call call, String result) {
    tools.add(call.name());
    boolean failed = result.startsWith("error: ");
    if (call.name().equals("batch_search") && !failed) {
      list(call, "queries").forEach(q -> queries.add(Fold.of(q)));
      for (Hit hit : ToolResults.hits(result)) {
        hits.putIfAbsent(hit.url(), hit);
        votes.merge(hit.url(), 1, Integer::sum);
      }
    } else if (call.name().equals("batch_open") && !failed) {
      asked.addAll(list(call, "urls"));
      for (ToolResults.Shown shown : ToolResults.pages(result)) {
        if (!shown.failed()) {
          add(shown);
        }
      }
    }
  }

  private void add(ToolResults.Shown shown) {
    Map<String, String> head = shown.head();
    String url = head.getOrDefault("url", shown.title());
    StringBuilder text = texts.computeIfAbsent(url, u -> new StringBuilder());
    if (text.indexOf(shown.text()) < 0) {
      text.append(shown.text()).append('\n');
    }
    pages.put(
        url,
        new OpenedPage(
            shown.title(),
            url,
            head.getOrDefault("id", ""),
            head.getOrDefault("publisher", ""),
            head.getOrDefault("date", ""),
            head.getOrDefault("authority", ""),
            PageText.of(text.toString())));
  }

  private static List<String> list(ChatCall.Call call, String field) {
    List<String> values = new ArrayList<>();
    // A spoilt call of our own names nothing: the tool's error already told so.
    Json.read(call.arguments())
        .ifPresent(arguments -> arguments.path(field).forEach(v -> values.add(v.asText())));
    return values;
  }

  /** Results seen, in the order of first sight. */
  Collection<Hit> hits() {
    return hits.values();
  }

  /** In how many results a page was seen. */
  int votes(Hit hit) {
    return votes.getOrDefault(hit.url(), 0);
  }

  Collection<OpenedPage> pages() {
    return pages.values();
  }

  Optional<OpenedPage> page(String url) {
    int fragment = url.indexOf('#');
    return Optional.ofNullable(pages.get(fragment < 0 ? url : url.substring(0, fragment)));
  }

  /** The opened page about a thing: the most authoritative one. */
  Optional<OpenedPage> pageAbout(String name) {
    return pages.values().stream()
        .filter(p -> p.isAbout(name))
        .min(java.util.Comparator.comparingInt(OpenedPage::rank));
  }

  boolean searched(String query) {
    return queries.contains(Fold.of(query));
  }

  /** Whether a page was asked for, with or without success. */
  boolean opened(String url) {
    return asked.contains(url) || pages.containsKey(url);
  }

  boolean used(String tool) {
    return tools.contains(tool);
  }

  /** Turns that called tools so far. */
  int toolTurns() {
    return toolTurns;
  }
}
