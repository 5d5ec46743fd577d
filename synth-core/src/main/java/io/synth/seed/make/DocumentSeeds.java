package io.synth.seed.make;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.corpus.Page.Link;
import io.synth.model.SeedKind;
import java.util.List;

/** Starts of link walks: pages that say something and lead on to other pages of the corpus. */
final class DocumentSeeds implements SeedMould {
  /** Least words of paragraphs. */
  private static final int LEAST_PROSE = 80;

  /** Least pages that a start leads to, so that a walk has a choice. */
  private static final int LEAST_LINKS = 2;

  /** Links that are looked at. */
  private static final int MOST_LINKS = 60;

  @Override
  public SeedKind kind() {
    return SeedKind.DOCUMENTS;
  }

  @Override
  public List<Draft> drafts(ReadPage page, long number) {
    if (page.words(Block.Kind.PARAGRAPH) < LEAST_PROSE
        || page.page().links().size() < LEAST_LINKS) {
      return List.of();
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("kind", kind().label());
    json.put("language", page.language().label());
    json.put("start", page.page().url());
    List<String> targets = page.page().links().stream().map(Link::url).limit(MOST_LINKS).toList();
    return List.of(new Draft(kind(), page.language(), json, page.prose(), targets, LEAST_LINKS));
  }
}
