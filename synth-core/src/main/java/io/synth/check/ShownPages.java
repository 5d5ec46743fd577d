package io.synth.check;

import io.synth.model.Message;
import io.synth.model.Trajectory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages as a trajectory's {@code batch_open} results showed them to the teacher, by source id:
 * what a citation can rest on. A page that was opened in several parts has several texts.
 */
public final class ShownPages {
  private static final String TOOL = "batch_open";
  private static final Pattern HEADING = Pattern.compile("(?m)^## Page (\\d+): ?(.*)$");
  private static final Pattern CUT =
      Pattern.compile("\\n?\\[cut: characters \\d+ to \\d+ of \\d+[^\\]\\n]*\\]\\s*$");
  private static final Pattern NEXT = Pattern.compile("\\n+---\\s*$");

  private final Map<String, List<Part>> parts;

  private ShownPages(Map<String, List<Part>> parts) {
    this.parts = parts;
  }

  /**
   * A page, or a part of it, as one result showed it.
   *
   * @param message index of the tool message
   */
  public record Part(String id, String url, String title, String text, int message) {}

  public static ShownPages of(Trajectory trajectory) {
    Map<String, List<Part>> parts = new LinkedHashMap<>();
    List<Message> messages = trajectory.messages();
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      if (message.role() == Message.Role.TOOL && TOOL.equals(message.name())) {
        read(message.content(), i, parts);
      }
    }
    return new ShownPages(parts);
  }

  /** Parts of a page in the order they were shown; empty where it was not. */
  public List<Part> of(String id) {
    return List.copyOf(parts.getOrDefault(id, List.of()));
  }

  /** All that was shown of a page; empty where nothing was. */
  public String text(String id) {
    return String.join("\n\n", of(id).stream().map(Part::text).distinct().toList());
  }

  private static void read(String result, int message, Map<String, List<Part>> parts) {
    List<int[]> starts = new ArrayList<>();
    Matcher heading = HEADING.matcher(result);
    while (heading.find()) {
      // A page may hold such a heading itself: only the next number in line starts a page.
      if (heading.group(1).equals(Integer.toString(starts.size() + 1))) {
        starts.add(new int[] {heading.start(), heading.end()});
      }
    }
    for (int p = 0; p < starts.size(); p++) {
      int end = p + 1 < starts.size() ? starts.get(p + 1)[0] : result.length();
      String title =
          result
              .substring(starts.get(p)[0], starts.get(p)[1])
              .replaceFirst("^## Page \\d+: ?", "")
              .strip();
      Part part = part(title, result.substring(starts.get(p)[1], end), message);
      if (!part.id().isEmpty() && !part.text().isEmpty()) {
        parts.computeIfAbsent(part.id(), id -> new ArrayList<>()).add(part);
      }
    }
  }

  private static Part part(String title, String section, int message) {
    String body = NEXT.matcher(section.strip()).replaceFirst("");
    int blank = body.indexOf("\n\n");
    String head = blank < 0 ? body : body.substring(0, blank);
    String text = blank < 0 ? "" : body.substring(blank).strip();
    if (text.startsWith("error: ") || head.contains("\nerror: ")) {
      text = "";
    }
    return new Part(
        field(head, "id"),
        field(head, "url"),
        title,
        CUT.matcher(text).replaceFirst("").strip(),
        message);
  }

  private static String field(String head, String name) {
    for (String line : head.split("\n", -1)) {
      if (line.startsWith(name + ": ")) {
        return line.substring(name.length() + 2).strip();
      }
    }
    return "";
  }
}
