package io.synth.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A few of the sample seeds, so that a test runs the real flow in seconds. */
final class SampleSeeds {
  private static final Path SAMPLE = Path.of("..", "sample-data").toAbsolutePath().normalize();

  private SampleSeeds() {}

  /** Settings for a run over some seeds of each kind, with broken lines among them. */
  static Map<String, String> settings(Path folder, int ofEachKind) throws IOException {
    return settings(folder, ofEachKind, line -> member(line, "kind"));
  }

  /** The same over some seeds of each kind in each language. */
  static Map<String, String> inBothLanguages(Path folder, int ofEachKind) throws IOException {
    return settings(folder, ofEachKind, line -> member(line, "kind") + member(line, "language"));
  }

  private static String member(String line, String name) {
    return line.replaceFirst(".*\"" + name + "\": ?\"([a-z]+)\".*", "$1");
  }

  private static Map<String, String> settings(
      Path folder, int ofEachKind, UnaryOperator<String> kindOf) throws IOException {
    List<String> lines = new ArrayList<>();
    Map<String, Integer> kinds = new HashMap<>();
    for (String line : Files.readAllLines(SAMPLE.resolve("seeds.jsonl"))) {
      String kind = kindOf.apply(line);
      if (kinds.merge(kind, 1, Integer::sum) <= ofEachKind) {
        lines.add(
            line.replace("\"reports/", "\"" + SAMPLE + "/reports/")
                .replace("\"graph\": \"graph\"", "\"graph\": \"" + SAMPLE + "/graph\""));
      }
    }
    lines.add("{\"kind\": \"question\"");
    lines.add("");
    lines.add("{\"kind\": \"questoin\", \"question\": \"谁？\"}");
    lines.add(lines.get(0));
    Path seeds = Files.write(folder.resolve("seeds.jsonl"), lines);
    Map<String, String> settings = new HashMap<>();
    settings.put("seeds", seeds.toString());
    settings.put("corpus", SAMPLE.resolve("corpus").toString());
    settings.put("index", folder.resolve("index").toString());
    settings.put("generate.rollouts", "2");
    settings.put("generate.reference_rollouts", "1");
    settings.put("generate.group_size", "8");
    settings.put("ingest.group_size", "4");
    settings.put("demo.slow", "0");
    return settings;
  }

  /** The number of lines that are not blank in such a seed file. */
  static int lines(int ofEachKind) {
    return 5 * ofEachKind + 3;
  }
}
