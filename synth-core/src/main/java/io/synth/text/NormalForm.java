package io.synth.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Forms of a text in which equal things look equal, in English and Chinese. For comparing only:
 * nothing in such a form is ever shown or written.
 */
public final class NormalForm {
  private static final Map<Integer, String> SIGNS =
      Map.ofEntries(
              signs("\"", "“”„‟«»「」『』〝〞〟＂"),
              signs("'", "‘’‚‛′`´‹›＇"),
              signs("-", "‐‑‒–—―−﹘﹣－⸺⸻"),
              signs(".", "。｡"),
              signs(",", "、､"),
              signs("[", "【〔〖"),
              signs("]", "】〕〗"),
              signs("<", "《〈"),
              signs(">", "》〉"),
              signs("~", "〜～"),
              signs("*", "·•・‧∙"),
              signs("", "\u00AD\u200B\u200C\u200D\u2060\uFEFF\u200E\u200F\uFE0E\uFE0F"))
          .entrySet()
          .stream()
          .flatMap(e -> e.getValue().codePoints().mapToObj(c -> Map.entry(c, e.getKey())))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private static final Pattern THOUSANDS =
      Pattern.compile(
          "(?<![\\d.,])\\d{1,3}(?:,\\d{3})+(?![\\d,]*\\d)"
              + "|(?<![０-９．，])[０-９]{1,3}(?:，[０-９]{3})+(?![０-９，]*[０-９])");
  private static final Pattern NARROW_THOUSANDS =
      Pattern.compile("(?<=\\d)[\\u00A0\\u2009\\u202F](?=\\d{3}(?!\\d))");
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern SPACE_BY_HAN = Pattern.compile("(?<=\\p{IsHan}) | (?=\\p{IsHan})");
  private static final Pattern ARTICLE = Pattern.compile("^(?:the|an|a) (?=\\S)");
  private static final String CLOSING = ".,;:!?\"'*_~-";
  private static final String OPENING = "\"'*_~:,;";

  private NormalForm() {}

  /**
   * For finding a text in another: NFKC (full-width becomes half-width), lower case, one form of
   * quotes, dashes and stops, no invisible characters, no thousands separators, white space
   * collapsed and dropped next to Han characters.
   */
  public static String of(String text) {
    String narrow = NARROW_THOUSANDS.matcher(text).replaceAll("");
    // Before the signs: the Chinese enumeration comma becomes a comma too.
    narrow = THOUSANDS.matcher(narrow).replaceAll(m -> m.group().replaceAll("[,，]", ""));
    StringBuilder signs = new StringBuilder(narrow.length());
    for (int i = 0; i < narrow.length(); ) {
      int c = narrow.codePointAt(i);
      i += Character.charCount(c);
      String sign = c < 0x60 ? null : SIGNS.get(c);
      if (sign == null) {
        signs.appendCodePoint(c);
      } else {
        signs.append(sign);
      }
    }
    String folded =
        Normalizer.normalize(signs, Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT)
            .replace("ß", "ss")
            .replace("ς", "σ");
    String spaced = SPACE.matcher(folded).replaceAll(" ").strip();
    return SPACE_BY_HAN.matcher(spaced).replaceAll("");
  }

  /**
   * For comparing short answers: as {@link #of}, and without an article in front, quotes around and
   * stops at the end. Units and signs of numbers stay.
   */
  public static String answer(String text) {
    String form = of(text);
    int start = 0;
    int end = form.length();
    while (end > start && CLOSING.indexOf(form.charAt(end - 1)) >= 0) {
      end--;
    }
    while (start < end && OPENING.indexOf(form.charAt(start)) >= 0) {
      start++;
    }
    String bare = ARTICLE.matcher(form.substring(start, end).strip()).replaceFirst("");
    return bare.isEmpty() ? form : bare;
  }

  private static Map.Entry<String, String> signs(String form, String signs) {
    return Map.entry(form, signs);
  }
}
