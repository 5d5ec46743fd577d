package io.synth.seed.make;

import io.synth.corpus.Page;
import io.synth.model.Language;
import io.synth.text.LanguageOf;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page with its blocks.
 *
 * @param path its file within the corpus
 */
record ReadPage(String path, Page page, List<Block> blocks) {
  private static final Pattern NUMBER =
      Pattern.compile(
          "^(?:(?:Chapter|Appendix|Part|Section)\\s+[A-Z0-9]+(?:\\.\\d+)*[.:]?\\s+"
              + "|(?:[A-Z]|\\d+)(?:\\.\\d+)*\\.\\s+|\\d+(?:\\.\\d+)+\\s+"
              + "|第\\s*[\\d一二三四五六七八九十百]+\\s*[章节部分]+\\s*|附录\\s*[A-Z]\\s*[.、]?\\s*)(?=\\S)");
  private static final Pattern CODE = Pattern.compile("`[^`\\n]*`");

  /** Most of Han in a text that counts as English, and least in one that counts as Chinese. */
  private static final double ENGLISH = 0.05;

  private static final double CHINESE = 0.75;

  static ReadPage of(String path, Page page) {
    return new ReadPage(path, page, Block.of(page.text()));
  }

  Language language() {
    return page.language();
  }

  /** The title without the number that a manual gives it. */
  String title() {
    return NUMBER.matcher(page.title().replace('\u00A0', ' ')).replaceFirst("");
  }

  List<Block> paragraphs() {
    return blocks.stream().filter(block -> block.kind() == Block.Kind.PARAGRAPH).toList();
  }

  int words(Block.Kind kind) {
    return blocks.stream().filter(block -> block.kind() == kind).mapToInt(Block::words).sum();
  }

  int words() {
    return blocks.stream().mapToInt(Block::words).sum();
  }

  int linkedWords() {
    return blocks.stream().mapToInt(Block::linkedWords).sum();
  }

  /** Paragraphs alone, without addresses. */
  String prose() {
    return paragraphs().stream().map(Block::plain).collect(Collectors.joining("\n\n"));
  }

  /** Whether the title has no Chinese on an English page; a Chinese one may have a bare name. */
  boolean isTitledInItsLanguage() {
    return language() == Language.ZH || LanguageOf.letters(title()).han() == 0;
  }

  /** Whether a text is written in one language, the page's; names and code do not count. */
  boolean isInItsLanguage(String text) {
    double han = LanguageOf.letters(CODE.matcher(text).replaceAll(" ")).hanShare();
    return language() == Language.ZH ? han >= CHINESE : han <= ENGLISH;
  }
}
