package io.synth.seed.make;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.model.Language;
import io.synth.model.SeedKind;
import java.util.List;

/**
 * A seed that could be made from a page.
 *
 * @param json the seed's line
 * @param likeness text by which drafts of one kind are found to be nearly the same
 * @param needs addresses of pages of which the corpus must have {@code leastNeeds}
 */
record Draft(
    SeedKind kind,
    Language language,
    ObjectNode json,
    String likeness,
    List<String> needs,
    int leastNeeds) {
  Draft {
    needs = List.copyOf(needs);
  }
}
