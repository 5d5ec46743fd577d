package io.synth.journal;

import io.synth.SynthException;
import io.synth.model.Completion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Makes one segment of all those that attempts at the same group left: fewer files to open, torn
 * ends and replies that are there twice dropped. One that is killed loses and doubles nothing
 * ({@link Replacement}). Nobody may write to the journal meanwhile.
 */
final class Compaction {
  private static final Pattern NAME = Pattern.compile("([a-z][a-z0-9_]*-\\d+)-.*\\.avro");
  private static final int BATCH = 256;

  private final FileSystem files;
  private final Journal journal;
  private long completions;
  private long dropped;
  private int before;
  private int after;

  Compaction(FileSystem files, Journal journal) {
    this.files = files;
    this.journal = journal;
  }

  Journal.Compacted run() {
    Map<String, List<Path>> groups = new LinkedHashMap<>();
    for (Path segment : journal.segments()) {
      Matcher name = NAME.matcher(segment.getName());
      String group = name.matches() ? name.group(1) : segment.getName();
      groups.computeIfAbsent(group, key -> new ArrayList<>()).add(segment);
    }
    groups.forEach(this::compact);
    return new Journal.Compacted(before, after, completions, dropped);
  }

  private void compact(String group, List<Path> segments) {
    before += segments.size();
    // Which of two replies to one request a run uses: the earliest. Of each only its time is kept.
    Map<String, Completion> kept = new HashMap<>();
    long read = 0;
    long torn = 0;
    for (Path segment : segments) {
      try (JournalReader reader = journal.reader(segment)) {
        while (reader.hasNext()) {
          Completion completion = reader.next();
          kept.merge(key(completion), completion.bare(), Completion::orEarlier);
          read++;
        }
        torn += reader.droppedBytes();
      }
    }
    completions += kept.size();
    dropped += read - kept.size();
    if (segments.size() == 1 && torn == 0 && read == kept.size()) {
      after++;
      return;
    }
    if (kept.isEmpty()) {
      remove(segments);
      return;
    }
    String name = group + "-" + UUID.randomUUID() + Journal.ENDING;
    replace(new Path(segments.get(0).getParent(), name), segments, kept);
    after++;
  }

  private void remove(List<Path> empty) {
    for (Path segment : empty) {
      try {
        files.delete(segment, false);
      } catch (IOException e) {
        throw Journal.failure("cannot remove the empty segment " + segment, e);
      }
    }
  }

  private void replace(Path target, List<Path> segments, Map<String, Completion> kept) {
    Replacement replacement;
    try {
      replacement = Replacement.begin(files, target, segments);
      write(target, segments, kept);
    } catch (IOException e) {
      throw new SynthException(
          SynthException.Code.DATA,
          "cannot write the compacted segment "
              + target
              + ": "
              + e.getMessage()
              + "; the segments that it was made of are untouched",
          e);
    }
    try {
      replacement.complete();
    } catch (IOException e) {
      throw Journal.failure("cannot remove what was compacted into " + target, e);
    }
  }

  private void write(Path target, List<Path> segments, Map<String, Completion> kept)
      throws IOException {
    SegmentFile file = new SegmentFile(files, target);
    List<Completion> batch = new ArrayList<>();
    for (Path segment : segments) {
      try (JournalReader reader = journal.reader(segment)) {
        while (reader.hasNext()) {
          Completion completion = reader.next();
          if (kept.remove(key(completion), completion.bare())) {
            batch.add(completion);
          }
          if (batch.size() == BATCH) {
            file.write(batch);
            batch.clear();
          }
        }
      }
    }
    if (!batch.isEmpty()) {
      file.write(batch);
    }
    file.makeDurable();
    file.close();
  }

  private static String key(Completion completion) {
    return completion.itemId() + ' ' + completion.step() + ' ' + completion.fingerprint();
  }
}
