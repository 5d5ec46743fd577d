package io.synth.jobs.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkFiles;

/**
 * An index as this machine can read it: where it lies on the machine's own file system, itself;
 * else a copy, made once by each executor into the folder that Spark clears when it ends.
 */
public final class LocalIndex {
  private LocalIndex() {}

  /**
   * Folder of an index on this machine. Called by one thread at a time.
   *
   * @param index path or address of its folder
   */
  public static Path of(String index, Configuration hadoop) {
    IndexPlace place = IndexPlace.of(index, hadoop);
    return place
        .local()
        .orElseGet(() -> copy(index, place, Path.of(SparkFiles.getRootDirectory())));
  }

  /** A copy of an index in a folder, named after what it was made from; made if it is not there. */
  private static Path copy(String index, IndexPlace place, Path folder) {
    try {
      Path copy = folder.resolve("index-" + fingerprint(place));
      if (!Files.exists(copy)) {
        Path own = Files.createDirectories(folder.resolve("." + UUID.randomUUID()));
        place.fetchTo(own);
        Files.move(own, copy);
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException("the index " + index + " cannot be copied to " + folder, e);
    }
  }

  /** Fingerprint of what an index was made from; empty where there is none. */
  public static String fingerprint(String index, Configuration hadoop) throws IOException {
    return fingerprint(IndexPlace.of(index, hadoop));
  }

  private static String fingerprint(IndexPlace place) throws IOException {
    return place
        .manifest()
        .map((JsonNode manifest) -> manifest.path("fingerprint").asText())
        .orElse("");
  }
}
