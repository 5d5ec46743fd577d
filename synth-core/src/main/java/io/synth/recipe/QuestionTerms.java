package io.synth.recipe;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a question that say what it is about; of Chinese, pairs of characters. */
final class QuestionTerms {
  private static final Pattern TERM = Pattern.compile("\\p{IsHan}+|[\\p{L}\\p{N}&&[^\\p{IsHan}]]+");
  private static final Set<String> EMPTY =
      Set.of(
          "which",
          "what",
          "when",
          "where",
          "whose",
          "that",
          "this",
          "these",
          "those",
          "with",
          "from",
          "does",
          "have",
          "been",
          "were",
          "many",
          "much",
          "more",
          "most",
          "than",
          "into",
          "their",
          "there",
          "name",
          "called",
          "according",
          "about",
          "哪个",
          "哪一",
          "什么",
          "多少",
          "哪些",
          "何时",
          "是什",
          "的是",
          "是哪",
          "一个",
          "这个",
          "名称",
          "叫什");

  private QuestionTerms() {}

  static Set<String> of(String text) {
    Set<String> terms = new LinkedHashSet<>();
    Matcher term =
        TERM.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT));
    while (term.find()) {
      String word = term.group();
      if (Character.UnicodeScript.of(word.codePointAt(0)) == Character.UnicodeScript.HAN) {
        for (int i = 0; i + 2 <= word.length(); i++) {
          terms.add(word.substring(i, i + 2));
        }
      } else if (word.length() >= 4 || Character.isDigit(word.charAt(0))) {
        terms.add(word);
      }
    }
    terms.removeAll(EMPTY);
    return terms;
  }
}
