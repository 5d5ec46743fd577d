package io.synth.jobs.cli;

import io.synth.config.SynthConfig;
import io.synth.jobs.Sessions;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** A Spark session for commands that need one only where there is much to do. */
final class SparkOnDemand implements Supplier<JavaSparkContext>, AutoCloseable {
  private final SynthConfig config;
  private @Nullable SparkSession open;

  SparkOnDemand(SynthConfig config) {
    this.config = config;
  }

  @Override
  public JavaSparkContext get() {
    SparkSession session = open;
    if (session == null) {
      session = Sessions.of(config);
      open = session;
    }
    return JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  /** Settings of file systems: Spark's, where it is open. */
  Configuration hadoop() {
    return open == null ? new Configuration() : get().hadoopConfiguration();
  }

  @Override
  public void close() {
    SparkSession session = open;
    if (session != null) {
      session.stop();
    }
  }
}
