package io.synth.jobs.stage;

import io.synth.run.RunDataset;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows that come of one item, each for one of the job's datasets. Used by one thread at a time.
 */
public final class ItemRows {
  /** A row and where it goes. */
  record Placed<T extends Record>(RunDataset<T> dataset, T row) {}

  private final List<Placed<?>> rows = new ArrayList<>();

  public <T extends Record> void add(RunDataset<T> dataset, T row) {
    rows.add(new Placed<>(dataset, row));
  }

  List<Placed<?>> placed() {
    return rows;
  }
}
