package io.synth.agent;

import io.synth.model.Language;
import io.synth.model.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The material of a structured request: named sections, the language first. Tags of these names
 * inside a value are broken up, so that no page can end its own section.
 */
public final class Sections {
  private final Map<String, String> values = new LinkedHashMap<>();

  private Sections(Language language) {
    values.put("language", language.label());
  }

  /** Starts with the section {@code language}: all generated text is to be in it. */
  public static Sections in(Language language) {
    return new Sections(language);
  }

  /** Adds a section. */
  public Sections with(String name, String value) {
    values.put(name, value);
    return this;
  }

  /** Adds a section of one line per item. */
  public Sections lines(String name, List<String> items) {
    return with(name, items.stream().map(Sections::line).collect(Collectors.joining("\n")));
  }

  /** Adds a section of one line per item, numbered from 1. */
  public Sections numbered(String name, List<String> items) {
    return with(name, numbered(items));
  }

  /** One line per item, numbered from 1. */
  public static String numbered(List<String> items) {
    return IntStream.range(0, items.size())
        .mapToObj(i -> (i + 1) + ". " + line(items.get(i)))
        .collect(Collectors.joining("\n"));
  }

  /** A text on one line. */
  public static String line(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  /** The user message. */
  public String text() {
    String names = values.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|"));
    Pattern tags = Pattern.compile("<(/?(?:" + names + ")\\b)", Pattern.CASE_INSENSITIVE);
    return values.entrySet().stream()
        .map(
            section -> {
              String value =
                  tags.matcher(section.getValue())
                      .replaceAll(tag -> Matcher.quoteReplacement("< " + tag.group(1)));
              return "<" + section.getKey() + ">\n" + value + "\n</" + section.getKey() + ">";
            })
        .collect(Collectors.joining("\n\n"));
  }

  /** The conversation that asks for the reply: instructions, then the sections. */
  public List<Message> request(String instructions) {
    return List.of(Message.system(instructions), Message.user(text()));
  }
}
