package io.synth.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.synth.journal.Journal;
import io.synth.journal.JournalReader;
import io.synth.model.Completion;
import io.synth.run.RunDataset;
import io.synth.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** What a run has on the disk, read after it ended, however it ended. */
record RunContents(Path run) {
  RunFolder folder() {
    return RunFolder.at(run.toString(), new Configuration());
  }

  <T extends Record> List<T> rows(RunDataset<T> dataset) throws IOException {
    return RunReader.open(run.toString()).all(dataset, row -> true, Integer.MAX_VALUE);
  }

  List<Completion> journal() {
    Journal journal = Journal.open(folder().path("journal").toString(), new Configuration());
    List<Completion> all = new ArrayList<>();
    for (org.apache.hadoop.fs.Path segment : journal.segments()) {
      try (JournalReader reader = journal.reader(segment)) {
        reader.forEachRemaining(all::add);
      }
    }
    return all;
  }

  /** Takes away what a job wrote. */
  void lose(RunDataset<?> dataset) throws IOException {
    MoreFiles.deleteRecursively(
        run.resolve(dataset.folder()), RecursiveDeleteOption.ALLOW_INSECURE);
  }

  /** All that the journal and the datasets hold, as text. */
  Stream<String> everything() throws IOException {
    List<String> rows = new ArrayList<>();
    journal().forEach(completion -> rows.add(completion.toString()));
    for (RunDataset<?> dataset : RunDataset.ALL) {
      rows(dataset).forEach(row -> rows.add(row.toString()));
    }
    return rows.stream();
  }

  /** All rows but the completions, which tell when they came and how long they took. */
  void assertSameRows(RunContents other) throws IOException {
    for (RunDataset<?> dataset : RunDataset.ALL) {
      if (!dataset.equals(RunDataset.COMPLETIONS)) {
        assertThat(rows(dataset)).as(dataset.folder()).isEqualTo(other.rows(dataset));
      }
    }
  }

  void assertNothingAskedTwice() throws IOException {
    assertAskedTwice(0);
  }

  /**
   * @param atMost replies in the journal to requests that have an earlier one there
   */
  void assertAskedTwice(int atMost) throws IOException {
    Set<String> calls = new HashSet<>();
    List<String> twice = new ArrayList<>();
    for (Completion completion : journal()) {
      if (!calls.add(completion.itemId() + " " + completion.fingerprint())) {
        twice.add(completion.itemId() + " of " + completion.step());
      }
    }
    assertThat(twice).as("asked twice").hasSizeLessThanOrEqualTo(atMost);
    assertThat(rows(RunDataset.COMPLETIONS)).hasSameSizeAs(calls);
  }
}
