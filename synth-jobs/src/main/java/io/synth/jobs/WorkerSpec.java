package io.synth.jobs;

import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an executor needs to make its {@link Worker}; holds no secret.
 *
 * @param config the configuration as JSON
 * @param run address of the run's folder
 * @param index path or address of the folder of the corpus index; null where no corpus is
 *     configured
 * @param graphs folder of each knowledge graph to the folder of its index
 * @param demo address of the demo teacher; null where none runs
 */
public record WorkerSpec(
    String config,
    String run,
    @Nullable String index,
    Map<String, String> graphs,
    @Nullable String demo)
    implements Serializable {
  public WorkerSpec {
    graphs = Map.copyOf(graphs);
  }
}
