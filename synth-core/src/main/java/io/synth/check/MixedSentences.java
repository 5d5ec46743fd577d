package io.synth.check;

import io.synth.model.Language;
import io.synth.text.LanguageOf;
import io.synth.text.NormalForm;
import io.synth.text.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the sentences of a text that are in, or mixed with, the other language: by script, and in
 * Chinese by English function words and runs of plain words, for names, acronyms and units in Latin
 * letters belong to Chinese. Code, addresses, citations, formulas, quotations and brackets are not
 * looked at, nor words that the request or a page's title has.
 */
final class MixedSentences {
  private static final Pattern QUOTED =
      Pattern.compile(
          "“[^”\\n]{1,300}”|\"[^\"\\n]{1,300}\"|「[^」\\n]{1,300}」|『[^』\\n]{1,300}』"
              + "|《[^》\\n]{1,200}》|〈[^〉\\n]{1,200}〉|‘[^’\\n]{1,200}’|「[^」\\n]{1,300}」"
              + "|(?m)^[ \\t]*>.*$");
  private static final Pattern BRACKETED =
      Pattern.compile(
          "\\([^()\\n]{1,80}\\)|（[^（）\\n]{1,80}）|\\[[^\\[\\]\\n]{1,80}\\]|【[^【】\\n]{1,80}】");

  /** In English an address ends at white space; in Chinese, text may follow it at once. */
  private static final Pattern WHOLE_ADDRESS = Pattern.compile("(?i)https?://\\S+");

  private static final Pattern HAN_RUN = Pattern.compile("\\p{IsHan}+");
  private static final Pattern LATIN_RUN =
      Pattern.compile("[A-Za-z][A-Za-z'’-]*(?:[ ,.;:]+[A-Za-z][A-Za-z'’-]*)*");
  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z'’-]*");
  private static final Pattern LATIN_PHRASE =
      Pattern.compile(
          "(?i)\\bin (?:vitro|vivo|situ|silico)\\b|\\bet al\\b|\\bde (?:novo|facto|jure)\\b"
              + "|\\bvia\\b|\\bvs\\b|\\bad hoc\\b|\\bpro rata\\b");
  private static final Set<String> FUNCTION_WORDS =
      Set.of(
          "the",
          "and",
          "is",
          "are",
          "was",
          "were",
          "been",
          "which",
          "that",
          "these",
          "those",
          "this",
          "but",
          "with",
          "from",
          "however",
          "because",
          "therefore",
          "although",
          "while",
          "also",
          "has",
          "have",
          "had",
          "will",
          "would",
          "can",
          "could",
          "should",
          "not",
          "they",
          "their",
          "its",
          "there",
          "then",
          "thus",
          "according",
          "based",
          "since",
          "than");

  /** Function words that begin no name. */
  private static final Set<String> CONNECTIVES =
      Set.of("however", "because", "therefore", "although", "thus", "according", "since", "while");

  /** Plain English words in a row that no Chinese sentence has: our choice. */
  private static final int PLAIN_RUN = 4;

  private final Language language;
  private final List<String> known;

  private MixedSentences(Language language, List<String> known) {
    this.language = language;
    this.known = known;
  }

  /**
   * @param known texts whose foreign words are allowed
   */
  static MixedSentences in(Language language, List<String> known) {
    return new MixedSentences(
        language, known.stream().map(NormalForm::of).filter(text -> !text.isEmpty()).toList());
  }

  /** The mixed sentences, with their places in the text. */
  List<Sentences.Sentence> in(String text) {
    String spaced = language == Language.EN ? AnswerText.blank(WHOLE_ADDRESS, text) : text;
    String prose = AnswerText.blank(BRACKETED, AnswerText.blank(QUOTED, AnswerText.prose(spaced)));
    return Sentences.of(prose).stream().filter(sentence -> mixed(sentence.text())).toList();
  }

  private boolean mixed(String sentence) {
    if (inOtherScript(sentence)) {
      return true;
    }
    return switch (language) {
      case EN -> hasHan(sentence);
      case ZH -> hasEnglish(sentence);
    };
  }

  private boolean hasHan(String sentence) {
    Matcher run = HAN_RUN.matcher(sentence);
    while (run.find()) {
      if (!isKnown(run.group())) {
        return true;
      }
    }
    return false;
  }

  private boolean hasEnglish(String sentence) {
    boolean chinese = LanguageOf.letters(sentence).han() > 0;
    Matcher run = LATIN_RUN.matcher(AnswerText.blank(LATIN_PHRASE, sentence));
    while (run.find()) {
      if (!isKnown(run.group()) && isEnglish(run.group(), chinese)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEnglish(String run, boolean inChinese) {
    List<String> words = new ArrayList<>();
    WORD.matcher(run).results().forEach(word -> words.add(word.group()));
    int plain = 0;
    int function = 0;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean functionWord = FUNCTION_WORDS.contains(word.toLowerCase(Locale.ROOT));
      boolean inName = isInName(words, i);
      if (functionWord && !inName && !isAcronym(word)) {
        function++;
      }
      if (Character.isLowerCase(word.charAt(0)) && word.length() > 2) {
        plain++;
      }
    }
    if (plain >= PLAIN_RUN) {
      return true;
    }
    return inChinese ? function > 0 : function > 0 && words.size() > 2;
  }

  /** As in "Johnson and Johnson", "The Economist" and "Will Smith". */
  private static boolean isInName(List<String> words, int at) {
    boolean nameFollows = at + 1 < words.size() && isName(words.get(at + 1));
    if (isName(words.get(at))) {
      return nameFollows && !CONNECTIVES.contains(words.get(at).toLowerCase(Locale.ROOT));
    }
    return nameFollows && at > 0 && isName(words.get(at - 1));
  }

  private static boolean isName(String word) {
    return Character.isUpperCase(word.charAt(0));
  }

  private static boolean isAcronym(String word) {
    return word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
  }

  private boolean isKnown(String words) {
    String form = NormalForm.of(words);
    return known.stream().anyMatch(text -> text.contains(form));
  }

  private static boolean inOtherScript(String sentence) {
    LanguageOf.Letters letters = LanguageOf.letters(sentence);
    long all = sentence.codePoints().filter(Character::isLetter).count();
    long others = all - letters.han() - letters.latin();
    return others >= 4 && others > letters.han() + letters.latin();
  }
}
