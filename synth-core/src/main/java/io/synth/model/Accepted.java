package io.synth.model;

import java.util.List;

/**
 * A trajectory that survived the checks and the selection, and the stages it goes to. Fields as in
 * the Avro schema of the same name.
 */
public record Accepted(
    String trajectoryId,
    String taskId,
    String seedId,
    Capability capability,
    Language language,
    List<StageName> stages,
    double score,
    int checks,
    int attempts,
    int passes,
    int referenceAttempts,
    int referencePasses) {
  public Accepted {
    stages = List.copyOf(stages);
  }
}
