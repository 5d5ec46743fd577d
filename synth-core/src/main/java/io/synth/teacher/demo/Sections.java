package io.synth.teacher.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sections {@code <name>value</name>} of a request for a structured reply. */
record Sections(Map<String, String> values) {
  private static final Pattern SECTION =
      Pattern.compile("(?ms)^<([a-z_]+)>[ \\t]*\\n(.*?)\\n?^</\\1>[ \\t]*$");
  private static final Pattern NUMBERED = Pattern.compile("^\\s*\\[?(\\d+)[.\\]、]\\s*(.*)$");

  /** A numbered line. */
  record Item(int index, String text) {}

  static Sections of(String message) {
    Map<String, String> values = new LinkedHashMap<>();
    Matcher m = SECTION.matcher(message.replace("\r\n", "\n"));
    while (m.find()) {
      values.putIfAbsent(m.group(1), m.group(2).strip());
    }
    return new Sections(values);
  }

  String get(String name) {
    return values.getOrDefault(name, "");
  }

  Speech speech() {
    String language = get("language");
    return language.isEmpty()
        ? Speech.of(String.join("\n", values.values()))
        : language.equals("zh") ? Speech.ZH : Speech.EN;
  }

  List<String> lines(String name) {
    return get(name).lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
  }

  /** Numbered lines; lines without a number continue the one before. */
  List<Item> items(String name) {
    List<Item> items = new ArrayList<>();
    for (String line : lines(name)) {
      Matcher m = NUMBERED.matcher(line);
      if (m.matches()) {
        items.add(new Item(Integer.parseInt(m.group(1)), m.group(2).strip()));
      } else if (items.isEmpty()) {
        items.add(new Item(1, line));
      } else {
        Item last = items.remove(items.size() - 1);
        items.add(new Item(last.index(), last.text() + " " + line));
      }
    }
    return items;
  }
}
