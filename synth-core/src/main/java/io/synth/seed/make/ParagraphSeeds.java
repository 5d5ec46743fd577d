package io.synth.seed.make;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.model.Claim.Verdict;
import io.synth.model.ContentHash;
import io.synth.model.Language;
import io.synth.model.SeedKind;
import io.synth.text.Sentences;
import io.synth.text.Sentences.Sentence;
import io.synth.text.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * Paragraphs to check: connected prose with sentences that can be checked by themselves. About half
 * of these are made false, in the paragraph and in the claim: the page refutes them. Only sentences
 * that could be made false are taken, so that a figure does not tell the false from the true.
 */
final class ParagraphSeeds implements SeedMould {
  private static final int LEAST_WORDS = 40;
  private static final int MOST_WORDS = 220;
  private static final int MOST_CLAIMS = 3;
  private static final int MOST_OF_A_PAGE = 3;
  private static final Pattern ANNOUNCES = Pattern.compile("[:：]$");
  private static final List<Alteration> ALTERATIONS =
      List.of(new AlteredFigure(), new AlteredSense());

  @Override
  public SeedKind kind() {
    return SeedKind.PARAGRAPH;
  }

  @Override
  public List<Draft> drafts(ReadPage page, long number) {
    List<Draft> drafts = new ArrayList<>();
    for (Block block : page.paragraphs()) {
      if (drafts.size() < MOST_OF_A_PAGE) {
        draft(page, block.plain().replace('\n', ' '), number).ifPresent(drafts::add);
      }
    }
    return drafts;
  }

  private Optional<Draft> draft(ReadPage page, String paragraph, long number) {
    int words = Terms.words(paragraph);
    if (words < LEAST_WORDS
        || words > MOST_WORDS
        || !page.isInItsLanguage(paragraph)
        || ANNOUNCES.matcher(paragraph).find()
        || !Checkable.opens(paragraph, page.language())
        || PageScreen.isLegal(paragraph, 2)) {
      return Optional.empty();
    }
    SplittableRandom random =
        new SplittableRandom(ContentHash.seed(Long.toString(number), page.page().url(), paragraph));
    StringBuilder text = new StringBuilder();
    ArrayNode claims = JsonNodeFactory.instance.arrayNode();
    int written = 0;
    for (Sentence sentence : Sentences.of(paragraph)) {
      text.append(paragraph, written, sentence.start());
      String said = sentence.text();
      if (claims.size() < MOST_CLAIMS && Checkable.is(said, page.language())) {
        Optional<String> altered = altered(said, page.page().text(), page.language(), random);
        if (altered.isPresent()) {
          boolean refuted = random.nextBoolean();
          said = refuted ? altered.get() : said;
          claims
              .addObject()
              .put("text", said)
              .put("verdict", (refuted ? Verdict.REFUTE : Verdict.SUPPORT).label());
        }
      }
      text.append(said);
      written = sentence.end();
    }
    text.append(paragraph, written, paragraph.length());
    if (claims.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("kind", kind().label());
    json.put("language", page.language().label());
    json.put("text", page.title() + "\n\n" + text.toString().strip());
    json.set("claims", claims);
    json.putArray("urls").add(page.page().url());
    return Optional.of(new Draft(kind(), page.language(), json, paragraph, List.of(), 0));
  }

  private static Optional<String> altered(
      String sentence, String page, Language language, SplittableRandom random) {
    for (Alteration alteration : ALTERATIONS) {
      Optional<String> altered = alteration.of(sentence, page, language, random);
      if (altered.isPresent()) {
        return altered;
      }
    }
    return Optional.empty();
  }
}
