package io.synth.model;

import java.util.List;

/**
 * One prompt for reinforcement learning with what its reward needs. Fields as in the Avro schema of
 * the same name.
 */
public record Rl(
    String id,
    String dataSource,
    List<Message> prompt,
    String ability,
    RewardModel rewardModel,
    ExtraInfo extraInfo,
    String tools,
    List<RubricItem> rubric,
    double passRate,
    double referencePassRate,
    int tokens,
    String seedId,
    String taskId,
    Capability capability,
    String recipe,
    Language language,
    String teacher,
    String model)
    implements StagedRow {
  public Rl {
    prompt = List.copyOf(prompt);
    rubric = List.copyOf(rubric);
  }

  /** The same row at another place of its dataset. */
  public Rl withIndex(long index) {
    return new Rl(
        id,
        dataSource,
        prompt,
        ability,
        rewardModel,
        extraInfo.withIndex(index),
        tools,
        rubric,
        passRate,
        referencePassRate,
        tokens,
        seedId,
        taskId,
        capability,
        recipe,
        language,
        teacher,
        model);
  }
}
