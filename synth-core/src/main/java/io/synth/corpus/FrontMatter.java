package io.synth.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The block of YAML at the top of a Markdown file. One that is no YAML is read line by line, so
 * that an unquoted colon in a title does not cost the page its facts.
 *
 * @param text the file without it
 */
record FrontMatter(PageFacts facts, String text) {
  private static final Pattern BLOCK =
      Pattern.compile(
          "\\A\\s*---[ \\t]*\\n(.*?)(?:\\n---|\\n\\.\\.\\.)[ \\t]*(?:\\n|\\z)", Pattern.DOTALL);
  private static final Pattern LINE = Pattern.compile("(?m)^\\s*([A-Za-z_-]+)\\s*:\\s*(.*?)\\s*$");
  private static final YAMLMapper YAML = new YAMLMapper();

  static FrontMatter read(String file) {
    Matcher block = BLOCK.matcher(file);
    if (!block.find()) {
      return new FrontMatter(PageFacts.NONE, file);
    }
    Map<String, String> fields = fields(block.group(1));
    if (fields.isEmpty() && !block.group(1).isBlank()) {
      // Text between two rules is no front matter.
      return new FrontMatter(PageFacts.NONE, file);
    }
    String url = first(fields, "url", "canonical", "link", "source");
    PageFacts facts =
        new PageFacts(
            Addresses.isAbsolute(url) ? url.strip() : "",
            PageText.line(first(fields, "title")),
            PageText.line(first(fields, "publisher", "site", "organization")),
            PageDates.iso(first(fields, "date", "published", "updated", "lastmod")),
            first(fields, "lang", "language"));
    return new FrontMatter(facts, file.substring(block.end()));
  }

  private static Map<String, String> fields(String yaml) {
    Map<String, String> fields = new HashMap<>();
    try {
      JsonNode node = YAML.readTree(yaml);
      if (node != null && node.isObject()) {
        node.properties()
            .forEach(
                e -> {
                  if (e.getValue().isValueNode() && !e.getValue().isNull()) {
                    fields.put(e.getKey().toLowerCase(Locale.ROOT), e.getValue().asText());
                  }
                });
        return fields;
      }
    } catch (JsonProcessingException e) {
      // Read line by line below.
    }
    Matcher line = LINE.matcher(yaml);
    while (line.find()) {
      String value = line.group(2).replaceAll("^([\"'])(.*)\\1$", "$2");
      fields.putIfAbsent(line.group(1).toLowerCase(Locale.ROOT), value);
    }
    return fields;
  }

  private static String first(Map<String, String> fields, String... names) {
    for (String name : names) {
      String value = fields.get(name);
      if (value != null && !value.isBlank()) {
        return value;
      }
    }
    return "";
  }
}
