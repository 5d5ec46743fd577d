package io.synth.model;

import java.util.List;

/**
 * One trajectory for supervised fine-tuning, in the canonical layout. Fields as in the Avro schema
 * of the same name.
 */
public record Sft(
    String id,
    List<Message> messages,
    String tools,
    int tokens,
    int steps,
    int toolCalls,
    int toolErrors,
    double score,
    int checks,
    String seedId,
    String taskId,
    String trajectoryId,
    Capability capability,
    String recipe,
    Language language,
    String teacher,
    String model)
    implements StagedRow {
  public Sft {
    messages = List.copyOf(messages);
  }
}
