package io.synth.seed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A source report: Markdown or plain text, perhaps with YAML front matter.
 *
 * @param title from the front matter, or the first heading, or the first line
 * @param abstractText from the front matter, or the section named Abstract, Summary or 摘要; null
 *     where there is none
 * @param text without the front matter
 */
record ReportDocument(String title, @Nullable String abstractText, String text) {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Pattern FRONT_MATTER =
      Pattern.compile("\\A\\uFEFF?---\\R(.*?)\\R---\\R", Pattern.DOTALL);
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6}\\s+(.+?)\\s*#*\\s*$");
  private static final Pattern ABSTRACT =
      Pattern.compile(
          "(?ims)^(?:#{1,6}\\s*|\\*\\*)?(?:[\\d.]+\\s*)?(?:abstract|executive summary|summary|摘\\s*要|内容提要|概要)"
              + "(?:\\*\\*)?\\s*[:：.]?\\s*(?:\\*\\*)?\\R*(.+?)(?=^#{1,6}\\s|\\z)");

  static ReportDocument parse(String document) {
    String body = document.startsWith("\uFEFF") ? document.substring(1) : document;
    @Nullable String title = null;
    @Nullable String summary = null;
    Matcher front = FRONT_MATTER.matcher(body);
    if (front.find()) {
      JsonNode meta = frontMatter(front.group(1));
      title = meta.path("title").asText("").strip();
      summary = meta.path("abstract").asText("").strip();
      body = body.substring(front.end());
    }
    body = body.strip();
    if (title == null || title.isEmpty()) {
      Matcher heading = HEADING.matcher(body);
      title = heading.find() ? heading.group(1) : body.lines().findFirst().orElse("");
    }
    if (summary == null || summary.isEmpty()) {
      Matcher section = ABSTRACT.matcher(body);
      summary = section.find() ? section.group(1).strip() : null;
    }
    return new ReportDocument(title, summary, body);
  }

  private static JsonNode frontMatter(String yaml) {
    try {
      JsonNode read = YAML.readTree(yaml);
      return read == null ? YAML.createObjectNode() : read;
    } catch (JsonProcessingException e) {
      return YAML.createObjectNode();
    }
  }
}
