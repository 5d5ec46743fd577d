package io.synth.jobs.cli;

import io.synth.config.ConfigLoader;
import io.synth.config.SynthConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that make up the configuration; what the command line says wins over the file. */
final class ConfigOptions {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Configuration (YAML). Relative paths in it start from its folder.")
  private @Nullable Path config;

  @Option(
      names = "--seeds",
      paramLabel = "FILE",
      description = "Seed file (JSON Lines), or a folder of such files.")
  private @Nullable String seeds;

  @Option(
      names = "--corpus",
      paramLabel = "DIR",
      description = "Folder of pages to search and open.")
  private @Nullable String corpus;

  @Option(
      names = "--graph",
      paramLabel = "DIR",
      description = "Folder of the knowledge graph, for seeds that name none.")
  private @Nullable String graph;

  @Option(
      names = {"-s", "--set"},
      paramLabel = "KEY=VALUE",
      description =
          "One setting, e.g. --set generate.rollouts=4. May be given several times; docs/configuration.md lists the keys.")
  private Map<String, String> settings = new LinkedHashMap<>();

  SynthConfig load() {
    return load(null);
  }

  /**
   * @param otherwise configuration to take where the command line names none
   */
  SynthConfig load(@Nullable Path otherwise) {
    Map<String, String> all = new LinkedHashMap<>();
    put(all, "seeds", seeds);
    put(all, "corpus", corpus);
    put(all, "graph", graph);
    all.putAll(settings);
    return new ConfigLoader().load(config == null ? otherwise : config, all);
  }

  private static void put(Map<String, String> all, String key, @Nullable String value) {
    if (value != null) {
      all.put(key, "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
    }
  }

  /** Name for a run of this configuration. */
  String runName() {
    if (config != null) {
      Path absolute = config.toAbsolutePath().normalize();
      String file = absolute.getFileName().toString().replaceFirst("\\.ya?ml$", "");
      Path folder = absolute.getParent();
      return file.equals("synth") && folder != null && folder.getFileName() != null
          ? folder.getFileName().toString()
          : file;
    }
    return seeds == null
        ? "run"
        : Path.of(seeds).getFileName().toString().replaceFirst("\\.jsonl$", "");
  }
}
