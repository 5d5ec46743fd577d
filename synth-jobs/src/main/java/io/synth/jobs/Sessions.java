package io.synth.jobs;

import io.synth.SynthException;
import io.synth.config.SynthConfig;
import io.synth.jobs.governor.GovernorPlugin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** The Spark session of a run: on this machine, or on the cluster that spark-submit names. */
public final class Sessions {
  private static final String MASTER = "spark.master";
  private static final String LOG_LEVEL = "spark.log.level";
  private static final String PLUGINS = "spark.plugins";

  /** Settings that hand an environment variable on, each followed by the variable's name. */
  private static final List<String> ENVIRONMENTS =
      List.of("spark.executorEnv.", "spark.yarn.appMasterEnv.", "spark.kubernetes.driverEnv.");

  private Sessions() {}

  /**
   * Starts a session.
   *
   * @throws SynthException when its settings would show a key, or the cluster could not load Synth
   */
  public static SparkSession of(SynthConfig config) {
    @Nullable String submitted = System.getProperty(MASTER);
    @Nullable String configured = config.spark().master();
    String master = configured != null ? configured : submitted != null ? submitted : "local[*]";
    boolean local = master.equals("local") || master.startsWith("local[");
    if (!local && submitted == null) {
      throw new SynthException(
          SynthException.Code.CONFIGURATION,
          "spark.master: "
              + master
              + " is a cluster, which gets Synth by spark-submit: leave the key out, and use"
              + " scripts/submit --master "
              + master);
    }
    Map<String, String> settings = new TreeMap<>(config.spark().conf());
    refuseKeys(config, settings);
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName("synth")
            .master(master)
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.ui.showConsoleProgress", "false");
    if (submitted == null) {
      builder
          .config("spark.ui.enabled", "false")
          .config("spark.driver.host", "127.0.0.1")
          .config("spark.driver.bindAddress", "127.0.0.1")
          .config("spark.sql.shuffle.partitions", "8")
          .config("spark.default.parallelism", "8");
    } else if (System.getProperty(LOG_LEVEL) == null) {
      // On the terminal that spark-submit runs in, between the lines of Synth.
      builder.config(LOG_LEVEL, "WARN");
    }
    settings.forEach(builder::config);
    if (!local) {
      builder.config(PLUGINS, plugins(settings));
    }
    return builder.getOrCreate();
  }

  private static String plugins(Map<String, String> settings) {
    String others = settings.getOrDefault(PLUGINS, System.getProperty(PLUGINS, ""));
    String ours = GovernorPlugin.class.getName();
    return others.isEmpty() ? ours : others + "," + ours;
  }

  /** Spark shows its settings to everyone who may look at its pages and its event log. */
  private static void refuseKeys(SynthConfig config, Map<String, String> settings) {
    List<String> shown = new ArrayList<>();
    for (SynthConfig.TeacherEntry teacher : config.teachers().values()) {
      for (String environment : ENVIRONMENTS) {
        String setting = environment + teacher.apiKeyEnv();
        if (settings.containsKey(setting) || System.getProperty(setting) != null) {
          shown.add(setting);
        }
      }
    }
    if (!shown.isEmpty()) {
      throw new SynthException(
          SynthException.Code.CONFIGURATION,
          String.join(", ", shown)
              + ": Spark shows this setting, and the key in it, on its pages and in its event log."
              + " Set the variable where executors start, or use api_key_file with a file that"
              + " every executor can read");
    }
  }
}
