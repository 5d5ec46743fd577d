package io.synth.jobs.cli;

import java.nio.file.Path;

/**
 * Where Spark's log goes: a file of the run, never the terminal. To be said before anything logs.
 */
final class Logging {
  private Logging() {}

  static void toFile(String run) {
    boolean local = !run.contains(":/");
    configure(local ? "log-to-file.xml" : "log-to-nowhere.xml");
    if (local) {
      System.setProperty("synth.log", Path.of(run, "logs", "spark.log").toString());
    }
  }

  static void toNowhere() {
    configure("log-to-nowhere.xml");
  }

  private static void configure(String file) {
    if (System.getProperty("log4j2.configurationFile") == null) {
      System.setProperty("log4j2.configurationFile", "io/synth/jobs/cli/" + file);
    }
  }
}
