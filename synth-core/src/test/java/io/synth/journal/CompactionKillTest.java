package io.synth.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.SynthException;
import io.synth.model.Spent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionKillTest {
  private static final int REPLIES = 6;

  @TempDir Path folder;

  @Test
  void aCompactionThatIsKilledAtAnyMomentLosesAndDoublesNothing() throws IOException {
    int kills = 0;
    while (killed(kills)) {
      kills++;
    }
    // Two groups, each at least a list, a segment of header and block, and four removals.
    assertThat(kills).isGreaterThan(14);
  }

  /** Compacts, killed after so many changes, and goes on; returns false where it came through. */
  private boolean killed(int changes) throws IOException {
    String path = folder.resolve("journal-" + changes).toString();
    Journal journal = Journal.open(path, new Configuration(false));
    for (int i = 0; i < REPLIES; i++) {
      try (JournalWriter writer = journal.writer("generate", i % 2)) {
        writer.append(JournalTest.completion(i));
      }
    }
    Path torn = Path.of(journal.segments().get(0).toUri().getPath());
    Files.write(torn, new byte[] {2}, StandardOpenOption.APPEND);
    SortedMap<String, Spent> spent = spent(journal);

    Configuration mortal = new Configuration(false);
    mortal.set("fs.mortal.impl", MortalFileSystem.class.getName());
    mortal.setBoolean("fs.mortal.impl.disable.cache", true);
    Journal killed = Journal.open("mortal://" + path, mortal);
    boolean died = dies(killed, changes);
    holdsAll(journal, spent, changes);
    // The one after it may be ending the work of the first.
    boolean unused = dies(killed, 1);
    holdsAll(journal, spent, changes);
    journal.compact();
    holdsAll(journal, spent, changes);
    try (var files = Files.list(Path.of(path))) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted())
          .as("killed after %d changes", changes)
          .hasSize(2)
          .allMatch(name -> name.matches("generate-[01]-[0-9a-f-]{36}\\.avro"));
    }
    return died;
  }

  private static boolean dies(Journal journal, int changes) {
    MortalFileSystem.dieAfter(changes);
    try {
      journal.compact();
      return false;
    } catch (SynthException e) {
      assertThat(e).hasMessageContaining("killed");
      return true;
    }
  }

  private static void holdsAll(Journal journal, SortedMap<String, Spent> spent, int changes) {
    List<String> items = new ArrayList<>();
    for (org.apache.hadoop.fs.Path segment : journal.segments()) {
      try (JournalReader reader = journal.reader(segment)) {
        reader.forEachRemaining(completion -> items.add(completion.itemId()));
      }
    }
    assertThat(items)
        .as("killed after %d changes", changes)
        .containsExactlyInAnyOrder("item-0", "item-1", "item-2", "item-3", "item-4", "item-5");
    assertThat(spent(journal)).isEqualTo(spent);
  }

  private static SortedMap<String, Spent> spent(Journal journal) {
    SortedMap<String, Spent> spent = new TreeMap<>();
    for (org.apache.hadoop.fs.Path segment : journal.segments()) {
      journal.spent(segment).forEach((teacher, more) -> spent.merge(teacher, more, Spent::plus));
    }
    return spent;
  }
}
