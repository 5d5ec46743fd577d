package io.synth.jobs;

import io.synth.SynthException;
import io.synth.corpus.PageFiles;
import io.synth.run.RunFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/** Looks whether an executor can reach what its tasks work with, before the first of them does. */
public final class ExecutorNeeds {
  private static final int TIMEOUT_MILLIS = 10_000;

  private ExecutorNeeds() {}

  /**
   * Looks for the run's folder, the indexes and the demo teacher.
   *
   * @throws SynthException naming what is out of reach
   */
  static void check(WorkerSpec spec, Configuration hadoop) {
    if (RunFolder.at(spec.run(), hadoop).read(RunDriver.CONFIG_FILE).isEmpty()) {
      throw missing("the run's folder " + spec.run());
    }
    if (spec.index() != null && !hasIndex(spec.index(), hadoop)) {
      throw missing("the index " + spec.index());
    }
    for (String graph : spec.graphs().values()) {
      if (!Files.isDirectory(Path.of(graph))) {
        throw missing("the index " + graph);
      }
    }
    if (spec.demo() != null) {
      reach(URI.create(spec.demo()));
    }
  }

  /**
   * Looks for the folder of pages that are to be indexed.
   *
   * @throws SynthException when it is out of reach
   */
  public static void check(PageFiles pages) throws IOException {
    if (!pages.isThere()) {
      throw missing("on the executor at " + host() + ": the folder of pages " + pages.name());
    }
  }

  private static boolean hasIndex(String index, Configuration hadoop) {
    try {
      return !Indexes.fingerprint(index, hadoop).isEmpty();
    } catch (IOException e) {
      throw new SynthException(
          SynthException.Code.DATA, "the index " + index + " cannot be read: " + e, e);
    }
  }

  private static SynthException missing(String what) {
    return new SynthException(
        SynthException.Code.DATA,
        what
            + " is not there; on a cluster it must lie on a file system that driver and executors"
            + " share, under the same path");
  }

  private static void reach(URI demo) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(demo.getHost(), demo.getPort()), TIMEOUT_MILLIS);
    } catch (IOException e) {
      throw new SynthException(
          SynthException.Code.CONFIGURATION,
          "the demo teacher at "
              + demo
              + " cannot be reached; it runs in the driver and listens on its machine alone."
              + " Configure a teacher, or run on one machine",
          e);
    }
  }

  /** Name of this machine. */
  static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "an unknown host";
    }
  }
}
