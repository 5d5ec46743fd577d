package io.synth.jobs;

import com.google.common.collect.Iterators;
import io.synth.journal.Journal;
import io.synth.journal.JournalReader;
import io.synth.model.Completion;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/** The journal of a run as Spark reads it: segment by segment, record by record. */
public final class JournalRecords {
  private static final int MOST_PARTITIONS = 1_000;

  private JournalRecords() {}

  /** Folder of a run's journal. */
  static String folder(String run) {
    return new Path(run, "journal").toString();
  }

  /** What one step journaled. */
  public static JavaRDD<Completion> of(JavaSparkContext spark, String run, String step) {
    return all(spark, run).filter(completion -> completion.step().equals(step));
  }

  /** All of it. */
  static JavaRDD<Completion> all(JavaSparkContext spark, String run) {
    List<String> segments =
        Journal.open(folder(run), spark.hadoopConfiguration()).segments().stream()
            .map(Path::toString)
            .toList();
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
