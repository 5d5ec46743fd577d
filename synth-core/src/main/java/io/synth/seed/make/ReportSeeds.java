package io.synth.seed.make;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.model.SeedKind;
import io.synth.text.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Source reports: chapters with a title, an abstract or opening paragraphs that can stand for one,
 * and several sections of connected text.
 */
final class ReportSeeds implements SeedMould {
  private static final int LEAST_WORDS = 600;
  private static final int MOST_WORDS = 15_000;
  private static final int LEAST_SECTIONS = 3;

  /** Least share of the words that stand in paragraphs and lists of sentences. */
  private static final double LEAST_PROSE = 0.5;

  private static final int LEAST_ABSTRACT = 40;
  private static final int MOST_ABSTRACT = 300;

  private static final Pattern WHOLE = Pattern.compile("[.!?。！？][)”\"）]?$");
  private static final Pattern ABSTRACT =
      Pattern.compile(
          "#+\\s*(?:[\\d.]+\\s*)?(?:abstract|executive summary|summary|摘\\s*要|内容提要|概要)",
          Pattern.CASE_INSENSITIVE);

  @Override
  public SeedKind kind() {
    return SeedKind.REPORT;
  }

  @Override
  public List<Draft> drafts(ReadPage page, long number) {
    int words = page.words();
    int prose = page.words(Block.Kind.PARAGRAPH);
    if (words < LEAST_WORDS
        || words > MOST_WORDS
        || prose < LEAST_PROSE * words
        || sections(page) < LEAST_SECTIONS) {
      return List.of();
    }
    String summary = summary(page.blocks());
    if (summary.isEmpty() || !page.isInItsLanguage(summary)) {
      return List.of();
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("kind", kind().label());
    json.put("language", page.language().label());
    json.put("title", page.title());
    json.put("abstract", summary);
    json.put("text", Block.withoutAddresses(page.page().text()));
    return List.of(new Draft(kind(), page.language(), json, page.prose(), List.of(), 0));
  }

  /** Headings below the title that are followed by text. */
  private static int sections(ReadPage page) {
    int sections = 0;
    boolean headed = false;
    boolean title = true;
    for (Block block : page.blocks()) {
      if (block.kind() == Block.Kind.HEADING) {
        headed = !title;
        title = false;
      } else if (headed && block.kind() == Block.Kind.PARAGRAPH) {
        sections++;
        headed = false;
      }
    }
    return sections;
  }

  /** The section that is named so, else the paragraphs before the first section; may be empty. */
  private static String summary(List<Block> blocks) {
    for (int i = 0; i < blocks.size(); i++) {
      if (ABSTRACT.matcher(blocks.get(i).text()).matches()) {
        return paragraphs(blocks.subList(i + 1, blocks.size()));
      }
    }
    int first = 0;
    while (first < blocks.size() && blocks.get(first).kind() != Block.Kind.PARAGRAPH) {
      first++;
    }
    return paragraphs(blocks.subList(first, blocks.size()));
  }

  private static String paragraphs(List<Block> blocks) {
    List<String> kept = new ArrayList<>();
    int words = 0;
    for (Block block : blocks) {
      if (block.kind() == Block.Kind.HEADING) {
        break;
      }
      String text = block.plain().replace('\n', ' ');
      int own = Terms.words(text);
      // What announces a list stands for nothing without it, nor does the heading of a box.
      boolean whole = block.kind() == Block.Kind.PARAGRAPH && WHOLE.matcher(text).find();
      if (whole && words + own <= MOST_ABSTRACT) {
        kept.add(text);
        words += own;
      }
    }
    return words < LEAST_ABSTRACT ? "" : String.join("\n\n", kept);
  }
}
