package io.synth.run;

import io.synth.codec.AvroBytes;
import io.synth.codec.RecordCodec;
import io.synth.model.Accepted;
import io.synth.model.Completion;
import io.synth.model.MidTraining;
import io.synth.model.Quarantined;
import io.synth.model.Rejected;
import io.synth.model.Rl;
import io.synth.model.Seed;
import io.synth.model.Sft;
import io.synth.model.Task;
import io.synth.model.Trajectory;
import io.synth.model.Verdict;
import io.synth.schema.Schemas;
import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * A dataset of a run: its folder, its schema, its rows. The catalogue of all of them is {@link
 * #ALL}.
 *
 * @param folder relative to the run's folder
 * @param schema name of its Avro schema
 * @param longColumns texts and lists that make up most of a row: who only counts or selects leaves
 *     them unread
 * @param <T> the record of its rows
 */
public record RunDataset<T extends Record>(
    String folder, String schema, Class<T> type, Set<String> longColumns) implements Serializable {
  public static final RunDataset<Seed> SEEDS = new RunDataset<>("seeds", "seed", Seed.class);
  public static final RunDataset<Quarantined> QUARANTINE =
      new RunDataset<>("quarantine", "quarantined", Quarantined.class);
  public static final RunDataset<Task> TASKS = new RunDataset<>("tasks", "task", Task.class);
  public static final RunDataset<Rejected> REJECTED_TASKS =
      new RunDataset<>("rejected/tasks", "rejected", Rejected.class);
  public static final RunDataset<Trajectory> TRAJECTORIES =
      new RunDataset<>("trajectories", "trajectory", Trajectory.class, "messages", "tools");
  public static final RunDataset<Verdict> VERDICTS =
      new RunDataset<>("verdicts", "verdict", Verdict.class);
  public static final RunDataset<Accepted> ACCEPTED =
      new RunDataset<>("accepted", "accepted", Accepted.class);
  public static final RunDataset<Rejected> REJECTED_TRAJECTORIES =
      new RunDataset<>("rejected/trajectories", "rejected", Rejected.class);
  public static final RunDataset<Completion> COMPLETIONS =
      new RunDataset<>("completions", "completion", Completion.class, "reply");
  public static final RunDataset<MidTraining> MID_TRAINING =
      new RunDataset<>("stages/mid_training", "mid_training", MidTraining.class, "text");
  public static final RunDataset<Sft> SFT =
      new RunDataset<>("stages/sft", "sft", Sft.class, "messages", "tools");
  public static final RunDataset<Rl> RL =
      new RunDataset<>("stages/rl", "rl", Rl.class, "prompt", "tools");

  /** Every dataset, in the order of the flow. */
  public static final List<RunDataset<?>> ALL =
      List.of(
          SEEDS,
          QUARANTINE,
          TASKS,
          REJECTED_TASKS,
          TRAJECTORIES,
          VERDICTS,
          ACCEPTED,
          REJECTED_TRAJECTORIES,
          COMPLETIONS,
          MID_TRAINING,
          SFT,
          RL);

  public RunDataset {
    longColumns = Set.copyOf(longColumns);
  }

  private RunDataset(String folder, String schema, Class<T> type, String... longColumns) {
    this(folder, schema, type, Set.of(longColumns));
  }

  /** Carries its records to rows and back. */
  public RecordCodec<T> codec() {
    return RecordCodec.of(type, Schemas.avro(schema));
  }

  /** A record as bytes: how it crosses a shuffle. */
  public byte[] encode(T record) {
    return new AvroBytes<>(codec()).encode(record);
  }

  /** The record that {@link #encode} wrote. */
  public T decode(byte[] bytes) {
    return new AvroBytes<>(codec()).decode(bytes);
  }
}
