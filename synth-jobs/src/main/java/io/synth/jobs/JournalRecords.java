package io.synth.jobs;

import com.google.common.collect.Iterators;
import io.synth.journal.Journal;
import io.synth.journal.JournalReader;
import io.synth.model.Completion;
import io.synth.model.Spent;
import io.synth.model.TeacherRole;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/** The journal of a run as Spark reads it: segment by segment, record by record. */
public final class JournalRecords {
  private static final int MOST_PARTITIONS = 1_000;

  private JournalRecords() {}

  /** Folder of a run's journal. */
  static String folder(String run) {
    return new Path(run, "journal").toString();
  }

  /**
   * What answers the requests of a step: what it journaled itself, and the judgements of the other
   * steps, since the same answer may be judged while an attempt is acted out and again when it is
   * checked. A request is the same only where its item and fingerprint are, so what came for
   * another item answers nothing.
   */
  public static JavaRDD<Completion> of(JavaSparkContext spark, String run, String step) {
    return all(spark, run)
        .filter(
            completion -> completion.step().equals(step) || completion.role() == TeacherRole.JUDGE);
  }

  /** All of it. */
  static JavaRDD<Completion> all(JavaSparkContext spark, String run) {
    List<String> segments = segments(spark, run);
    if (segments.isEmpty()) {
      return spark.emptyRDD();
    }
    SerializableConfiguration hadoop = new SerializableConfiguration(spark.hadoopConfiguration());
    return spark
        .parallelize(segments, Math.min(segments.size(), MOST_PARTITIONS))
        .mapPartitions(
            paths ->
                Iterators.concat(Iterators.transform(paths, path -> segment(run, path, hadoop))));
  }

  /**
   * What counts against budgets of all that is journaled, by teacher: what a resumed run has spent
   * already.
   */
  static Map<String, Spent> spent(JavaSparkContext spark, String run) {
    List<String> segments = segments(spark, run);
    if (segments.isEmpty()) {
      return Map.of();
    }
    SerializableConfiguration hadoop = new SerializableConfiguration(spark.hadoopConfiguration());
    return spark
        .parallelize(segments, Math.min(segments.size(), MOST_PARTITIONS))
        .flatMapToPair(
            path ->
                Journal.open(folder(run), hadoop.value()).spent(new Path(path)).entrySet().stream()
                    .map(of -> new Tuple2<>(of.getKey(), of.getValue()))
                    .iterator())
        .reduceByKey(Spent::plus)
        .collectAsMap();
  }

  /**
   * What earlier attempts at one group journaled, by item and fingerprint: all of it in memory, as
   * an attempt comes to no more than the replies of one group.
   *
   * @param mine whether an item is of the group now; a journal may be older than the grouping
   */
  public static Map<String, Map<String, Completion>> ofGroup(
      Journal journal, String step, int group, Predicate<String> mine) {
    Map<String, Map<String, Completion>> found = new HashMap<>();
    for (Path segment : journal.segments(step, group)) {
      try (JournalReader reader = journal.reader(segment)) {
        while (reader.hasNext()) {
          Completion completion = reader.next();
          if (mine.test(completion.itemId())) {
            found
                .computeIfAbsent(completion.itemId(), item -> new HashMap<>())
                .merge(completion.fingerprint(), completion, Completion::orEarlier);
          }
        }
      }
    }
    return found;
  }

  private static List<String> segments(JavaSparkContext spark, String run) {
    return Journal.open(folder(run), spark.hadoopConfiguration()).segments().stream()
        .map(Path::toString)
        .toList();
  }

  private static Iterator<Completion> segment(
      String run, String path, SerializableConfiguration hadoop) {
    JournalReader reader = Journal.open(folder(run), hadoop.value()).reader(new Path(path));
    TaskContext task = TaskContext.get();
    if (task != null) {
      task.<Void>addTaskCompletionListener(
          context -> {
            reader.close();
            return null;
          });
    }
    return reader;
  }
}
