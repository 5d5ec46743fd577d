package io.synth.teacher.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the results of batch_search and batch_open in the layouts that the tools write. */
final class ToolResults {
  /** A page's head and the part of its text that was shown; the text is empty for a failure. */
  record Shown(String title, Map<String, String> head, String text, boolean failed) {}

  private static final Pattern QUERY = Pattern.compile("^## Query \\d+: (.*)$");
  private static final Pattern RESULT = Pattern.compile("^\\d+\\. \\[(.*)\\]\\((\\S+)\\)\\s*$");
  private static final Pattern PAGE = Pattern.compile("(?m)^## Page \\d+: (.*)$");
  private static final Pattern HEAD = Pattern.compile("^(url|id|publisher|date|authority): ?(.*)$");
  private static final Pattern CUT = Pattern.compile("(?m)^\\[cut: characters .*\\]\\s*$");

  private ToolResults() {}

  static List<Hit> hits(String result) {
    List<Hit> hits = new ArrayList<>();
    String query = "";
    String[] lines = result.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      Matcher heading = QUERY.matcher(lines[i]);
      Matcher entry = RESULT.matcher(lines[i]);
      if (heading.matches()) {
        query = heading.group(1).strip();
      } else if (entry.matches()) {
        Map<String, String> facts = facts(i + 1 < lines.length ? lines[i + 1] : "");
        String snippet = i + 2 < lines.length ? lines[i + 2].strip() : "";
        hits.add(
            new Hit(
                query,
                entry.group(1),
                entry.group(2),
                facts.getOrDefault("id", ""),
                facts.getOrDefault("publisher", ""),
                facts.getOrDefault("date", ""),
                facts.getOrDefault("authority", ""),
                snippet,
                Terms.of(entry.group(1) + " " + snippet)));
        i += 2;
      }
    }
    return hits;
  }

  private static Map<String, String> facts(String line) {
    Map<String, String> facts = new TreeMap<>();
    for (String part : line.strip().split("\\s*\\|\\s*", -1)) {
      int colon = part.indexOf(':');
      if (colon > 0) {
        facts.put(part.substring(0, colon).strip(), part.substring(colon + 1).strip());
      }
    }
    return facts;
  }

  static List<Shown> pages(String result) {
    List<Shown> pages = new ArrayList<>();
    Matcher m = PAGE.matcher(result);
    List<Integer> starts = new ArrayList<>();
    List<String> titles = new ArrayList<>();
    while (m.find()) {
      starts.add(m.end());
      titles.add(m.group(1).strip());
    }
    for (int i = 0; i < starts.size(); i++) {
      int end =
          i + 1 < starts.size()
              ? result.lastIndexOf("\n## Page ", starts.get(i + 1))
              : result.length();
      pages.add(page(titles.get(i), result.substring(starts.get(i), Math.max(end, starts.get(i)))));
    }
    return pages;
  }

  private static Shown page(String title, String part) {
    Map<String, String> head = new TreeMap<>();
    StringBuilder text = new StringBuilder();
    boolean inText = false;
    boolean failed = false;
    for (String line : part.strip().split("\n", -1)) {
      Matcher m = HEAD.matcher(line);
      if (!inText && m.matches()) {
        head.putIfAbsent(m.group(1), m.group(2).strip());
      } else if (line.startsWith("error: ") && text.toString().isBlank()) {
        failed = true;
      } else {
        inText = inText || line.isBlank();
        text.append(line).append('\n');
      }
    }
    String body = CUT.matcher(text).replaceAll("").strip();
    if (body.endsWith("\n---")) {
      body = body.substring(0, body.length() - 4).strip();
    }
    return new Shown(title, head, body, failed);
  }
}
