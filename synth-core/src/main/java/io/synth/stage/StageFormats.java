package io.synth.stage;

import io.synth.model.StageName;
import io.synth.text.Tokenizer;

/**
 * The stage formats there are. All their rows have an {@code id}; rows of one id are the same row,
 * of which the writer of a stage keeps the one with the smallest trajectory id.
 */
public final class StageFormats {
  private StageFormats() {}

  /**
   * The format of a stage.
   *
   * @param tokenizer counts the tokens of rows
   * @param budgets of an RL prompt's rollouts
   */
  public static StageFormat<? extends Record> of(
      StageName stage, Tokenizer tokenizer, RlBudgets budgets) {
    return switch (stage) {
      case MID_TRAINING -> new MidTrainingFormat(tokenizer);
      case SFT -> new SftFormat();
      case RL -> new RlFormat(tokenizer, budgets);
    };
  }
}
