package io.synth.seed.make;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells the pages that nobody should make seeds from: they say nothing, or nothing of their own.
 */
final class PageScreen {
  /** Fewer words say too little; two Chinese characters count as one. */
  static final int LEAST_WORDS = 60;

  private static final double MOSTLY_LINKS = 0.5;
  private static final double MOSTLY_ROWS = 0.8;

  private static final Pattern INDEX =
      Pattern.compile(
          "(?:(?:general |alphabetical |keyword |function )?index(?: of .*)?|(?:table of )?contents|site ?map"
              + "|bibliography|references|list of (?:tables|figures|examples)|search(?: results)?"
              + "|索引|目录|目錄|参考文献|參考文獻|网站地图|表格清单|图片清单|示例清单)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern LEGAL_TITLE =
      Pattern.compile(
          "(?:.*\\b(?:legal notices?|copyrights?|licen[cs]e|licen[cs]ing|terms of (?:use|service)|disclaimer"
              + "|imprint|privacy(?: policy)?)|.*(?:版权|版權|许可证|許可證|法律声明|法律聲明|免责声明|隐私政策|使用条款).*)",
          Pattern.CASE_INSENSITIVE);
  private static final Set<Pattern> LEGAL_WORDS =
      Set.of(
          Pattern.compile("copyright|©|版权所有|著作权", Pattern.CASE_INSENSITIVE),
          Pattern.compile("all rights reserved|保留所有权利|保留一切权利", Pattern.CASE_INSENSITIVE),
          Pattern.compile("warrant(?:y|ies)|担保|保证责任", Pattern.CASE_INSENSITIVE),
          Pattern.compile("\\bliab(?:le|ility)\\b|法律责任|赔偿责任", Pattern.CASE_INSENSITIVE),
          Pattern.compile(
              "permission (?:is hereby granted|to use)|hereby granted|特此授予",
              Pattern.CASE_INSENSITIVE),
          Pattern.compile("redistribut\\w+|再分发|再发行", Pattern.CASE_INSENSITIVE));

  private PageScreen() {}

  /** Why a page is refused, as a short code; empty for a page that says something. */
  static Optional<String> refusal(ReadPage page) {
    if (INDEX.matcher(page.title()).matches()) {
      return Optional.of("index");
    }
    int words = page.words();
    if (words < LEAST_WORDS) {
      return Optional.of("short");
    }
    if (page.linkedWords() >= MOSTLY_LINKS * words) {
      return Optional.of("navigation");
    }
    if (LEGAL_TITLE.matcher(page.title()).matches() && isLegal(page.page().text(), 1)) {
      return Optional.of("legal");
    }
    String prose = page.prose();
    if (isLegal(prose, 3) && page.words() < 1500) {
      return Optional.of("legal");
    }
    int rows =
        page.words(Block.Kind.TABLE) + page.words(Block.Kind.CODE) + page.words(Block.Kind.LIST);
    if (rows >= MOSTLY_ROWS * words && page.words(Block.Kind.PARAGRAPH) < LEAST_WORDS) {
      return Optional.of("tables");
    }
    // An untranslated page among translated ones has its title, at least, in the other language.
    return page.isInItsLanguage(prose) && page.isTitledInItsLanguage()
        ? Optional.empty()
        : Optional.of("mixed_language");
  }

  /** Whether a text has at least so many of the words by which licences are known. */
  static boolean isLegal(String text, int least) {
    return LEGAL_WORDS.stream().filter(word -> word.matcher(text).find()).count() >= least;
  }
}
