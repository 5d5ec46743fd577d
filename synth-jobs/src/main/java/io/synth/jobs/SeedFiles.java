package io.synth.jobs;

import com.google.common.collect.Iterators;
import io.synth.SynthException;
import io.synth.jobs.row.SortedRows;
import io.synth.model.Quarantined;
import io.synth.model.Seed;
import io.synth.run.RunDataset;
import io.synth.seed.SeedLine;
import io.synth.seed.SeedReader;
import io.synth.seed.SourceFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.lib.input.TextInputFormat;
import org.apache.hadoop.util.LineReader;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** The seed files of a run: one file of JSON lines, or a folder of them. */
final class SeedFiles {
  private static final int MOST_FILES = 10_000;

  private final JavaSparkContext spark;
  private final List<Path> files;
  private final @Nullable String graph;

  /** A line with its place. */
  private static final class Line implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final long number;
    private final byte[] bytes;

    Line(String source, long number, byte[] bytes) {
      this.source = source;
      this.number = number;
      this.bytes = bytes;
    }
  }

  /** Where a seed was said first. */
  private record Place(String source, long line) implements Serializable, Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return Comparator.comparing(Place::source).thenComparing(Place::line).compare(this, other);
    }
  }

  private SeedFiles(JavaSparkContext spark, List<Path> files, @Nullable String graph) {
    this.spark = spark;
    this.files = files;
    this.graph = graph;
  }

  /**
   * The seed files of the configuration.
   *
   * @throws SynthException when there are none
   */
  static SeedFiles of(JavaSparkContext spark, @Nullable String seeds, @Nullable String graph)
      throws IOException {
    return new SeedFiles(spark, files(seeds, spark.hadoopConfiguration()), graph);
  }

  /**
   * Lines that are not blank, counted without Spark.
   *
   * @throws SynthException when there are no seed files
   */
  static long lines(@Nullable String seeds, Configuration hadoop) throws IOException {
    long lines = 0;
    Text text = new Text();
    for (Path file : files(seeds, hadoop)) {
      try (LineReader reader = new LineReader(file.getFileSystem(hadoop).open(file))) {
        while (reader.readLine(text) > 0) {
          lines += SeedReader.isBlank(text.copyBytes()) ? 0 : 1;
        }
      }
    }
    return lines;
  }

  private static List<Path> files(@Nullable String seeds, Configuration hadoop) throws IOException {
    if (seeds == null) {
      throw new SynthException(
          SynthException.Code.CONFIGURATION,
          "seeds: no seed file is set; give one with --seeds FILE or in the configuration");
    }
    Path given = new Path(seeds);
    FileSystem system = given.getFileSystem(hadoop);
    if (!system.exists(given)) {
      throw new SynthException(
          SynthException.Code.DATA, "seeds: there is no file or folder " + seeds);
    }
    List<Path> files = new ArrayList<>();
    if (system.getFileStatus(given).isDirectory()) {
      for (FileStatus file : system.listStatus(given)) {
        if (file.isFile() && file.getPath().getName().endsWith(".jsonl")) {
          files.add(file.getPath());
        }
      }
      files.sort(null);
    } else {
      files.add(system.makeQualified(given));
    }
    if (files.isEmpty() || files.size() > MOST_FILES) {
      throw new SynthException(
          SynthException.Code.DATA,
          "seeds: "
              + seeds
              + " holds "
              + files.size()
              + " files that end in .jsonl; between 1 and "
              + MOST_FILES
              + " are needed");
    }
    return files;
  }

  static SeedFiles of(JobContext context) throws IOException {
    return of(context.context(), context.config().seeds(), context.config().graph());
  }

  /** Hash of the files' bytes. */
  String fingerprint() throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        try (InputStream in =
            new DigestInputStream(
                file.getFileSystem(spark.hadoopConfiguration()).open(file), digest)) {
          in.transferTo(java.io.OutputStream.nullOutputStream());
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Number of lines that are not blank. */
  long lines() {
    return rawLines().count();
  }

  /** Folders of the knowledge graphs that seeds walk on. */
  List<String> graphs() {
    return seedLines()
        .map(line -> line.either(seed -> seed.graph() == null ? "" : seed.graph(), broken -> ""))
        .filter(folder -> !folder.isEmpty())
        .distinct()
        .collect();
  }

  /** What each line turned out to be, duplicates still among the seeds. */
  private JavaRDD<SeedLine> seedLines() {
    SourceFiles sources =
        new HadoopSources(
            Objects.requireNonNull(files.get(0).getParent()).toString(),
            spark.hadoopConfiguration());
    String folder = graph;
    return rawLines()
        .mapPartitions(
            lines -> {
              SeedReader reader = new SeedReader(sources, folder);
              return Iterators.transform(
                  lines, line -> reader.read(line.source, line.number, line.bytes));
            });
  }

  /** Writes the datasets of seeds, each once, and of quarantined lines. */
  void write(String run) throws IOException {
    JavaRDD<SeedLine> lines = seedLines();
    JavaPairRDD<String, byte[]> seeds =
        lines.flatMapToPair(
            line ->
                line.<List<Tuple2<String, byte[]>>>either(
                        seed -> List.of(new Tuple2<>(seed.seedId(), RunDataset.SEEDS.encode(seed))),
                        broken -> List.of())
                    .iterator());
    JavaPairRDD<String, Place> first =
        seeds
            .mapValues(RunDataset.SEEDS::decode)
            .mapValues(seed -> new Place(seed.source(), seed.line()))
            .reduceByKey((a, b) -> a.compareTo(b) <= 0 ? a : b);
    JavaPairRDD<String, Tuple2<byte[], Place>> placed = seeds.join(first);
    JavaPairRDD<String, byte[]> kept =
        placed
            .filter(seed -> isFirst(RunDataset.SEEDS.decode(seed._2()._1()), seed._2()._2()))
            .mapValues(Tuple2::_1);
    JavaPairRDD<String, byte[]> repeated =
        placed
            .values()
            .map(seed -> new Tuple2<>(RunDataset.SEEDS.decode(seed._1()), seed._2()))
            .filter(seed -> !isFirst(seed._1(), seed._2()))
            .mapToPair(seed -> keyed(duplicate(seed._1(), seed._2())));
    JavaPairRDD<String, byte[]> quarantined =
        lines
            .flatMapToPair(
                line ->
                    line.<List<Tuple2<String, byte[]>>>either(
                            seed -> List.of(), broken -> List.of(keyed(broken)))
                        .iterator())
            .union(repeated);
    SortedRows rows = new SortedRows(run, spark.hadoopConfiguration());
    rows.write(kept, RunDataset.SEEDS, 1);
    rows.write(quarantined, RunDataset.QUARANTINE, 1);
  }

  private static Tuple2<String, byte[]> keyed(Quarantined row) {
    return new Tuple2<>(
        String.format(Locale.ROOT, "%s\u0000%020d", row.source(), row.line()),
        RunDataset.QUARANTINE.encode(row));
  }

  private static boolean isFirst(Seed seed, Place first) {
    return seed.source().equals(first.source()) && seed.line() == first.line();
  }

  private static Quarantined duplicate(Seed seed, Place first) {
    return new Quarantined(
        seed.source(),
        seed.line(),
        "duplicate",
        "says the same as line " + first.line() + " of " + first.source(),
        seed.name());
  }

  private JavaRDD<Line> rawLines() {
    JavaRDD<Line> all = spark.emptyRDD();
    for (Path file : files) {
      String source = file.getName();
      all =
          all.union(
              spark
                  .newAPIHadoopFile(
                      file.toString(),
                      TextInputFormat.class,
                      LongWritable.class,
                      Text.class,
                      spark.hadoopConfiguration())
                  .map(line -> line._2().copyBytes())
                  .zipWithIndex()
                  .map(line -> new Line(source, line._2() + 1, line._1())));
    }
    return all.filter(line -> !SeedReader.isBlank(line.bytes));
  }
}
