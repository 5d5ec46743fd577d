package io.synth.agent;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes what a prompt to reflect induces a teacher to say ("as the user hinted", "根据用户的提示"): in
 * training data such words would refer to a hint that nobody gives at inference.
 */
public final class InducedPhrases {
  private static final String SAID =
      "(?:hinted|hints|suggested|suggests|pointed out|points out|indicated|indicates|noted"
          + "|mentioned|said|says|told me|implied|implies|reminded me|reminds me)";
  private static final String YOU = "(?:the user|you)(?: has| have)?(?: just| already)?";
  private static final String WRONG =
      "(?:wrong|incorrect|mistaken|inaccurate|not right|not correct)";
  private static final String MY_ANSWER =
      "(?:my|the|that my|that the)(?: previous| first| earlier| last| initial)?"
          + " (?:answer|result|conclusion)";

  private static final List<Pattern> ENGLISH =
      List.of(
          english(
              "(?:since|because|as|given that) "
                  + YOU
                  + " "
                  + SAID
                  + " "
                  + MY_ANSWER
                  + " (?:is|was|may be|might be|could be|may have been) "
                  + WRONG),
          english("(?:as|like) " + YOU + " " + SAID + "(?: (?:earlier|above|before|in the hint))?"),
          english(
              "(?:according to|based on|following|given|thanks to|per|in line with|considering)"
                  + " (?:the user['’]s|your)(?: latest| last)?"
                  + " (?:hints?|suggestions?|feedback|prompts?|reminders?|corrections?)"));

  private static final List<Pattern> CHINESE =
      List.of(
          Pattern.compile(
              "(?:由于|因为|既然|鉴于)?(?:用户|您|你)(?:已经|已|刚才)?(?:提示|指出|提醒|暗示|认为|说)"
                  + "[^，,。；;！!？?\\n]{0,20}?(?:有误|错误|不对|不正确|不准确|是错的)[，,：:]?\\s*"),
          Pattern.compile(
              "(?:根据|按照|依据|基于|遵照|参照|结合|感谢)"
                  + "(?:用户(?:刚才|之前|给出|提供)?的?(?:提示|暗示|提醒|指正)"
                  + "|(?:您|你)(?:刚才|之前|给出|提供)?的?(?:提示|暗示|提醒|指正|反馈|建议))"
                  + "[，,：:]?\\s*"),
          Pattern.compile(
              "(?:正如|正像|如同|如|像)(?:用户|您|你)(?:刚才|之前)?所?"
                  + "(?:提示|暗示|提醒|指出|说)(?:的)?(?:那样)?[，,：:]?\\s*"));

  private InducedPhrases() {}

  /** The text without induced phrases; a sentence that began with one begins with a capital. */
  public static String clean(String text) {
    String cleaned = text;
    for (Pattern phrase : ENGLISH) {
      cleaned = phrase.matcher(cleaned).replaceAll(InducedPhrases::rest);
    }
    for (Pattern phrase : CHINESE) {
      cleaned = phrase.matcher(cleaned).replaceAll("");
    }
    return cleaned;
  }

  /** Group 1: what stands before; group 2: the comma after; group 3: the next letter. */
  private static Pattern english(String phrase) {
    return Pattern.compile(
        "(^|[.!?:>\\n]\\s*|,\\s*|\\s)(?<![\"“])" + phrase + "(\\s*,)?(?=[\\s.;!?)]|$)\\s*(\\p{L})?",
        Pattern.CASE_INSENSITIVE);
  }

  private static String rest(MatchResult phrase) {
    String before = phrase.group(1);
    String letter = phrase.group(3) == null ? "" : phrase.group(3);
    boolean opensSentence = before.isEmpty() || ".!?:>\n".indexOf(before.charAt(0)) >= 0;
    if (opensSentence) {
      return Matcher.quoteReplacement(before + letter.toUpperCase(Locale.ROOT));
    }
    return Matcher.quoteReplacement(letter.isEmpty() ? "" : " " + letter);
  }
}
