package io.synth.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.corpus.Page;
import io.synth.teacher.ToolDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens several pages at once, long ones part by part. */
public final class BatchOpen implements Tool {
  /** Most UTF-16 code units of a page's text in one call. */
  static final int PAGE = 12_000;

  /** Most UTF-16 code units of all pages' texts in one call. */
  static final int CALL = 30_000;

  /** A part ends at a line's end if there is one in its last code units, this many. */
  private static final int END_OF_LINE_WITHIN = 400;

  private static final ToolDefinition DEFINITION =
      new ToolDefinition(
          "batch_open",
          "Opens up to 5 pages at once and gives their text with links as [text](url). A long page is cut;"
              + " open it again with the offset that the cut names. Only opened pages may be cited, by their id.",
          ToolSchema.read(
              """
              {
                "type": "object",
                "properties": {
                  "urls": {
                    "type": "array",
                    "items": {"type": "string", "minLength": 1},
                    "minItems": 1,
                    "maxItems": 5,
                    "description": "Addresses from search results or from links of opened pages"
                  },
                  "offset": {
                    "type": "integer",
                    "minimum": 0,
                    "default": 0,
                    "description": "Character of the text to begin at, the same for all pages"
                  }
                },
                "required": ["urls"],
                "additionalProperties": false
              }
              """));

  @Override
  public ToolDefinition definition() {
    return DEFINITION;
  }

  @Override
  public ToolResult run(ObjectNode arguments, Workspace workspace) {
    long offset = arguments.path("offset").asLong(0);
    List<String> urls = new ArrayList<>();
    for (JsonNode url : arguments.path("urls")) {
      urls.add(url.asText());
    }
    List<String> parts = new ArrayList<>();
    Map<String, Integer> shown = new HashMap<>();
    int room = CALL;
    for (int i = 0; i < urls.size(); i++) {
      int number = i + 1;
      Optional<Page> found = workspace.corpus().open(urls.get(i));
      if (found.isEmpty()) {
        parts.add(
            failed(
                number,
                urls.get(i),
                "there is no page at this address; search for it, or follow a link of an opened page"));
        continue;
      }
      Page page = found.get();
      Integer before = shown.get(page.url());
      if (before != null) {
        parts.add(failed(number, page.url(), "this is the same page as page " + before));
      } else if (offset >= page.text().length()) {
        parts.add(
            failed(
                number,
                page.url(),
                "offset "
                    + offset
                    + " is beyond the end of the page, which has "
                    + page.text().length()
                    + " characters"));
      } else {
        shown.put(page.url(), number);
        workspace.opened(page);
        // What short pages leave of their share is there for the pages after them.
        int share = Math.min(PAGE, room / (urls.size() - i));
        int start = wholeCharacter(page.text(), (int) offset);
        int end = end(page.text(), start, share);
        room -= end - start;
        parts.add(opened(number, page, start, end));
      }
    }
    return new ToolResult(String.join("\n---\n", parts), shown.isEmpty());
  }

  private static String opened(int number, Page page, int start, int end) {
    String text = page.text();
    String cut =
        end == text.length()
            ? ""
            : "\n[cut: characters %d to %d of %d; open again with offset %d]"
                .formatted(start, end, text.length(), end);
    return "## Page %d: %s\nurl: %s\nid: %s\npublisher: %s\ndate: %s\nauthority: %s\n\n%s%s"
        .formatted(
            number,
            Lines.one(page.title()),
            page.url(),
            page.id(),
            Lines.orUnknown(page.publisher()),
            Lines.orUnknown(page.date()),
            page.authority().label(),
            text.substring(start, end).strip(),
            cut);
  }

  private static String failed(int number, String url, String message) {
    String address = Lines.one(url);
    return "## Page %d: %s\nurl: %s\n\n%s%s"
        .formatted(number, address, address, Toolbox.ERROR, message);
  }

  private static int end(String text, int start, int most) {
    if (text.length() - start <= most) {
      return text.length();
    }
    int end = wholeCharacter(text, start + most);
    int line = text.lastIndexOf('\n', end - 1) + 1;
    return line > start && end - line < END_OF_LINE_WITHIN ? line : end;
  }

  private static int wholeCharacter(String text, int at) {
    return at > 0
            && Character.isLowSurrogate(text.charAt(at))
            && Character.isHighSurrogate(text.charAt(at - 1))
        ? at - 1
        : at;
  }
}
