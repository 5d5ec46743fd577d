package io.synth.batch;

import io.synth.teacher.LocalGovernor;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** Makes batches of the calls that are wanted: for each teacher its own, none too large. */
final class BatchShelf {
  private final BatchFolder folder;
  private final Function<String, BatchProtocol> protocols;
  private final int mostRequests;
  private final Clock clock;
  private int last;

  /**
   * @param protocols of a teacher
   */
  BatchShelf(
      BatchFolder folder,
      Function<String, BatchProtocol> protocols,
      int mostRequests,
      Clock clock) {
    this.folder = folder;
    this.protocols = protocols;
    this.mostRequests = mostRequests;
    this.clock = clock;
    this.last = folder.manifests().stream().mapToInt(BatchManifest::number).max().orElse(0);
  }

  /** A batch that is being filled. */
  private static final class Filling {
    private final int number;
    private final WantedFile file;
    private final String step;
    private final String teacher;
    private long bytes;

    private Filling(int number, WantedFile file, String step, String teacher) {
      this.number = number;
      this.file = file;
      this.step = step;
      this.teacher = teacher;
    }
  }

  /** Makes batches of what a step wants, and forgets that it wants it. */
  List<BatchManifest> prepare(String step) {
    List<BatchManifest> prepared = new ArrayList<>();
    Map<String, Filling> filling = new HashMap<>();
    folder.readWanted(step, line -> add(line, filling, prepared));
    filling.values().forEach(batch -> prepared.add(close(batch)));
    folder.dropWanted(step);
    return prepared;
  }

  private void add(WantedLine line, Map<String, Filling> filling, List<BatchManifest> prepared) {
    String teacher = line.call().key().teacher();
    BatchProtocol protocol = protocols.apply(teacher);
    int size = protocol.line(line.call()).getBytes(StandardCharsets.UTF_8).length + 1;
    Filling batch = filling.get(teacher);
    if (batch != null
        && (batch.file.calls() >= Math.min(mostRequests, protocol.mostRequests())
            || batch.bytes + size > protocol.mostBytes())) {
      prepared.add(close(batch));
      batch = null;
    }
    if (batch == null) {
      batch = open(line.call().key().step(), teacher);
      filling.put(teacher, batch);
    }
    batch.file.add(line);
    batch.bytes += size;
  }

  private Filling open(String step, String teacher) {
    int number = ++last;
    return new Filling(number, folder.calls(number), step, teacher);
  }

  private BatchManifest close(Filling batch) {
    batch.file.commit();
    BatchManifest manifest =
        new BatchManifest(
            batch.number,
            "synth-" + UUID.randomUUID(),
            batch.step,
            batch.teacher,
            BatchManifest.State.PREPARED,
            "",
            batch.file.calls(),
            clock.millis(),
            0,
            false,
            List.of());
    folder.write(manifest);
    return manifest;
  }

  /**
   * Makes one batch of several calls.
   *
   * @param fill adds them
   */
  BatchManifest of(String step, String teacher, Consumer<WantedFile> fill) {
    Filling batch = open(step, teacher);
    fill.accept(batch.file);
    return close(batch);
  }

  /**
   * As much of a batch as the budget has room for, which is set aside.
   *
   * @return the batch itself; or its beginning and its end as two batches, the first of which is
   *     paid for; empty where there is room for nothing
   * @throws io.synth.teacher.BudgetSpentException where there never will be
   */
  List<BatchManifest> affordable(BatchManifest batch, LocalGovernor governor) {
    int[] affordable = {0};
    boolean[] refused = {false};
    folder.readCalls(
        batch.number(),
        line -> {
          if (!refused[0] && governor.reserve(line.call().estimate(), false)) {
            affordable[0]++;
          } else {
            refused[0] = true;
          }
        });
    if (!refused[0]) {
      return List.of(batch);
    }
    if (affordable[0] == 0) {
      return List.of();
    }
    List<BatchManifest> parts =
        List.of(part(batch, 0, affordable[0]), part(batch, affordable[0], batch.requests()));
    folder.drop(batch.number());
    return parts;
  }

  private BatchManifest part(BatchManifest batch, int from, int to) {
    int[] at = {0};
    return of(
        batch.step(),
        batch.teacher(),
        file ->
            folder.readCalls(
                batch.number(),
                line -> {
                  if (at[0] >= from && at[0] < to) {
                    file.add(line);
                  }
                  at[0]++;
                }));
  }
}
