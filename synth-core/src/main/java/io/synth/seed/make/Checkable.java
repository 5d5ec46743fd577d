package io.synth.seed.make;

import io.synth.model.Language;
import io.synth.text.Terms;
import java.util.regex.Pattern;

/**
 * Tells sentences that can be checked by themselves: whole statements about things, not about the
 * text around them, the reader or the author.
 */
final class Checkable {
  private static final int LEAST_WORDS = 8;
  private static final int MOST_WORDS = 45;

  private static final Pattern ENGLISH_START = Pattern.compile("[“\"(]?(?:\\p{Lu}|`|\\d).*");
  private static final Pattern ENGLISH_END = Pattern.compile(".*[\\p{L}\\p{N}`)”\"%]\\.[”\")]?");
  private static final Pattern ENGLISH_POINTS_BACK =
      Pattern.compile(
          "(?:This|That|These|Those|It|Its|They|Their|Them|He|She|His|Her|Such|Here|There|However|Therefore|Thus"
              + "|Hence|Also|But|And|Or|So|Then|Otherwise|Instead|Again|Likewise|Similarly|Conversely|Moreover"
              + "|Furthermore|Nevertheless|Additionally|Fortunately|Unfortunately|Finally|Another|Both|Neither|Either"
              + "|Note|See|Use|Let|Returns|If so|As a result|As such|As mentioned|As described|As noted|In (?:this|that|these"
              + "|those|such|addition|other words|contrast|particular|both|either|turn)|On the (?:other|one) hand"
              + "|For (?:example|instance|this|that|these|those|more)|By contrast|At (?:this|that|the same)"
              + "|With (?:this|that|these|such)|After (?:this|that)|Of (?:these|those)|(?:All|Some|Most|Many|Each|Any"
              + "|None|One|Two|Several|Both) of (?:these|those|them)|The (?:former|latter|above|following|same|first"
              + "|second|third|last|next|previous|other|others|rest|result|example|exception|reason|difference"
              + "|idea|point|problem|two|three|four))\\b.*",
          Pattern.DOTALL);
  private static final Pattern ENGLISH_SPEAKS_OF_TEXT =
      Pattern.compile(
          "\\b(?:we|us|our|ours|you|your|yours|my|me)\\b|\\bI\\b|\\b(?:see|above|below|following|aforementioned|chapters?"
              + "|sections?|tables? \\d|figures?|examples?|appendix|herein|this (?:book|manual|document|page|guide)"
              + "|etc|here)\\b|\\bshown (?:in|here)\\b|https?:|[?!]|\\[\\d",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern CHINESE_END =
      Pattern.compile(".*[\\p{L}\\p{N}`）”%]。", Pattern.DOTALL);
  private static final Pattern CHINESE_POINTS_BACK =
      Pattern.compile(
          "(?:这|那|此|该|它|他|她|其|但|而|因此|因而|所以|然而|不过|例如|比如|如果这|另外|此外|同样|同时|于是|以下|上述|下列|如上|如下"
              + "|前者|后者|第[一二三四五六七八九十\\d]+[个种组类步]|接下来|请|参见|详见|参阅|注意|接着|然后|最后|首先|其次|由此|反之|否则|也|又|并|且|或).*",
          Pattern.DOTALL);
  private static final Pattern CHINESE_SPEAKS_OF_TEXT =
      Pattern.compile(
          "我|你|您|咱|这|参见|详见|参阅|参考|见第|第\\s*[\\d.]+\\s*[章节]|下面|上面|以下|如下|上述|下列|下文|上文|前面|后面|本[章节书文]"
              + "|如图|[图表例]\\s*\\d|https?:|[？！?!]");

  private Checkable() {}

  /** Whether a sentence, without addresses, can be checked by itself. */
  static boolean is(String sentence, Language language) {
    int words = Terms.words(sentence);
    if (words < LEAST_WORDS || words > MOST_WORDS || sentence.indexOf('\n') >= 0) {
      return false;
    }
    return switch (language) {
      case EN ->
          ENGLISH_START.matcher(sentence).matches()
              && ENGLISH_END.matcher(sentence).matches()
              && !ENGLISH_POINTS_BACK.matcher(sentence).matches()
              && !ENGLISH_SPEAKS_OF_TEXT.matcher(sentence).find();
      case ZH ->
          CHINESE_END.matcher(sentence).matches()
              && !CHINESE_POINTS_BACK.matcher(sentence).matches()
              && !CHINESE_SPEAKS_OF_TEXT.matcher(sentence).find();
    };
  }

  /** Whether a paragraph stands by itself: its first sentence does not point back. */
  static boolean opens(String paragraph, Language language) {
    return switch (language) {
      case EN ->
          ENGLISH_START.matcher(paragraph.substring(0, 1)).matches()
              && !ENGLISH_POINTS_BACK.matcher(paragraph).matches();
      case ZH -> !CHINESE_POINTS_BACK.matcher(paragraph).matches();
    };
  }
}
