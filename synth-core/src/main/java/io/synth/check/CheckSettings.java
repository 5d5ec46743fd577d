package io.synth.check;

import java.util.List;

/**
 * Which checks run, and their thresholds. The Step-DeepResearch report names the checks and gives
 * no figure for any of them: all figures are our choice.
 *
 * @param checks names of the checks that run; {@code protocol_shape} must be among them, for what
 *     it fails would break a trainer (our choice: all)
 * @param claimsRight least share of a fact check's points that are judged as expected (our choice:
 *     1)
 * @param criticalCited least share of the answer's critical sentences, those with a figure, a date
 *     or a name, that cite a source (report: a citation at every critical claim; our choice: 0.5,
 *     since a citation may stand at the end of the passage it covers)
 * @param support least share of cited sentences that their pages support (our choice: 0.8)
 * @param ngramWords words of a repeated n-gram (our choice: 10)
 * @param ngramCharacters the same for Chinese, in characters (our choice: 20)
 * @param duplicateNgrams greatest share of n-grams of a turn that came before in it (our choice:
 *     0.2)
 * @param repeatedCalls equal tool calls from which on a trajectory runs in circles (our choice: 3)
 * @param planFollowed least share of a plan's steps that are carried out (our choice: 0.6)
 */
public record CheckSettings(
    List<String> checks,
    double claimsRight,
    double criticalCited,
    double support,
    int ngramWords,
    int ngramCharacters,
    double duplicateNgrams,
    int repeatedCalls,
    double planFollowed) {
  public static final CheckSettings DEFAULT =
      new CheckSettings(Checks.NAMES, 1.0, 0.5, 0.8, 10, 20, 0.2, 3, 0.6);

  /**
   * @throws IllegalArgumentException naming the setting that is out of range
   */
  public CheckSettings {
    checks = List.copyOf(checks);
    requireShare("claims_right", claimsRight);
    requireShare("critical_cited", criticalCited);
    requireShare("support", support);
    requireShare("duplicate_ngrams", duplicateNgrams);
    requireShare("plan_followed", planFollowed);
    requireAtLeast("ngram_words", 2, ngramWords);
    requireAtLeast("ngram_characters", 2, ngramCharacters);
    requireAtLeast("repeated_calls", 2, repeatedCalls);
  }

  private static void requireShare(String key, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(key + " must be from 0 to 1, not " + value);
    }
  }

  private static void requireAtLeast(String key, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(key + " must be at least " + least + ", not " + value);
    }
  }
}
