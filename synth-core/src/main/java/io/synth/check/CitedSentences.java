package io.synth.check;

import io.synth.agent.Citations;
import io.synth.model.Language;
import io.synth.text.LanguageOf;
import io.synth.text.Sentences;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The sentences of an answer with the sources each cites. */
final class CitedSentences {
  private static final Pattern FIGURE = Pattern.compile("\\d|[一二三四五六七八九十百千万亿]+[个年月日亿万元人]");
  private static final Pattern NAME =
      Pattern.compile("(?<=[\\p{L}\\p{N},;:]\\s)(?!I\\b)\\p{Lu}\\p{L}+|\\b\\p{Lu}{2,}\\b");
  private static final Pattern CHINESE_NAME =
      Pattern.compile("《[^》]+》|[A-Za-z]{2,}|公司|大学|学院|研究院|研究所|委员会|银行|集团|协会|政府|法院|博物馆|图书馆|医院|基金会");
  private static final Pattern NO_CLAIM =
      Pattern.compile("(?s)\\s*#{1,6}\\s.*|\\s*\\|.*|\\s*(?:\\*\\*|__).*(?:\\*\\*|__)[:：]?\\s*");

  private CitedSentences() {}

  /**
   * A sentence.
   *
   * @param text without citations and Markdown emphasis
   * @param ids sources that it cites, each once
   * @param critical whether it states a figure, a date or a named thing, so that it needs a source
   * @param start in the answer, in UTF-16 code units
   */
  record Cited(String text, List<String> ids, boolean critical, int start, int end) {}

  /**
   * @param shortAnswer whether the first line is a short answer, which needs no citation
   */
  static List<Cited> of(String answer, boolean shortAnswer) {
    List<Cited> cited = new ArrayList<>();
    for (Sentences.Sentence sentence : Sentences.of(answer)) {
      Set<String> ids = new LinkedHashSet<>(Citations.ids(sentence.text()));
      String text =
          Citations.strip(sentence.text()).replace("**", "").replaceAll("[ \\t]+", " ").strip();
      boolean first = shortAnswer && cited.isEmpty();
      boolean critical = !first && !NO_CLAIM.matcher(sentence.text()).matches() && isCritical(text);
      cited.add(new Cited(text, List.copyOf(ids), critical, sentence.start(), sentence.end()));
    }
    return cited;
  }

  private static boolean isCritical(String text) {
    if (text.endsWith("?") || text.endsWith("？")) {
      return false;
    }
    String claim = text.replaceFirst("^\\(?\\d{1,3}[.)、）]\\s*", "");
    boolean chinese = LanguageOf.text(claim) == Language.ZH;
    return FIGURE.matcher(claim).find()
        || (chinese ? CHINESE_NAME.matcher(claim).find() : NAME.matcher(claim).find());
  }
}
