package io.synth.curate;

/**
 * Settings of the selection. Figures of the Step-DeepResearch report where it gives any; the others
 * are our choice.
 *
 * @param tooEasy a task is too easy from this pass rate of the reference model on, 0 for solved at
 *     all (report: drops every question that the reference solves; our choice: 1, solved always)
 * @param toolErrorKeep probability that a trajectory with tool errors is kept (report: a controlled
 *     proportion, no figure; our choice: 0.5)
 * @param rlMinPassRate least pass rate of the actor at which a task goes to RL (our choice: 0)
 * @param rlMaxPassRate greatest such pass rate (our choice: 1; lower it where each task has several
 *     attempts, so that prompts that are always solved take up no RL steps)
 */
public record CurationSettings(
    double tooEasy, double toolErrorKeep, double rlMinPassRate, double rlMaxPassRate) {
  public static final CurationSettings DEFAULT = new CurationSettings(1, 0.5, 0, 1);

  /**
   * @throws IllegalArgumentException naming the setting that is out of range
   */
  public CurationSettings {
    requireShare("too_easy", tooEasy);
    requireShare("tool_error_keep", toolErrorKeep);
    requireShare("rl_min_pass_rate", rlMinPassRate);
    requireShare("rl_max_pass_rate", rlMaxPassRate);
    if (rlMinPassRate > rlMaxPassRate) {
      throw new IllegalArgumentException(
          "rl_min_pass_rate is "
              + rlMinPassRate
              + ", above rl_max_pass_rate, which is "
              + rlMaxPassRate);
    }
  }

  private static void requireShare(String key, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(key + " must be from 0 to 1, not " + value);
    }
  }
}
