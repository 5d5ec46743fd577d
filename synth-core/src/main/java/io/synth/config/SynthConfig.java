package io.synth.config;

import io.synth.model.TeacherRole;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration of a run, every default filled in. Keys, units and defaults are in {@code
 * docs/configuration.md}, made from the JSON Schema. Made by {@link ConfigLoader}.
 *
 * @param seeds absolute path or Hadoop address, as all paths here
 */
public record SynthConfig(
    @Nullable String seeds,
    @Nullable String corpus,
    @Nullable String graph,
    @Nullable String index,
    long randomSeed,
    String tokenizer,
    Map<String, TeacherEntry> teachers,
    Roles roles,
    Demo demo,
    Budget budget,
    JournalSection journal,
    BatchSection batch,
    Ingest ingest,
    Generate generate,
    CheckSection check,
    Curate curate,
    Spark spark) {
  public SynthConfig {
    teachers = Map.copyOf(teachers);
  }

  /** The same with another folder of indexes. */
  public SynthConfig withIndex(String folder) {
    return new SynthConfig(
        seeds,
        corpus,
        graph,
        folder,
        randomSeed,
        tokenizer,
        teachers,
        roles,
        demo,
        budget,
        journal,
        batch,
        ingest,
        generate,
        check,
        curate,
        spark);
  }

  /** One teacher. */
  public record TeacherEntry(
      String protocol,
      String baseUrl,
      String model,
      @Nullable String apiKeyEnv,
      @Nullable String apiKeyFile,
      int contextTokens,
      String structured,
      String tools,
      boolean stream,
      String maxTokensKey,
      List<String> omit,
      @Nullable Integer mostStops,
      boolean sendIdempotencyKey,
      boolean sendCacheControl,
      boolean toolChoiceNone,
      Prices prices,
      RateLimits limits,
      Budget budget,
      Timeouts timeouts,
      Retry retry) {
    public TeacherEntry {
      omit = List.copyOf(omit);
    }
  }

  /** Seconds. */
  public record Timeouts(double connect, double read, double between, double call) {}

  /** Retries; deadline and patience in seconds. */
  public record Retry(int attempts, double deadline, double patience) {}

  /** Which teachers do what. */
  public record Roles(Role actor, Role writer, Role judge, Role reference) {
    /** Names of the teachers that a role has, in order. */
    public SortedSet<String> teachers() {
      SortedSet<String> names = new TreeSet<>();
      for (TeacherRole role : TeacherRole.values()) {
        names.addAll(of(role).teacher().names());
      }
      return names;
    }

    /** The settings of a role. */
    public Role of(TeacherRole role) {
      return switch (role) {
        case ACTOR -> actor;
        case WRITER -> writer;
        case JUDGE -> judge;
        case REFERENCE -> reference;
      };
    }
  }

  /** A role: its teachers and how they sample; null leaves a setting to the server. */
  public record Role(
      RoleTeachers teacher,
      @Nullable Double temperature,
      @Nullable Double topP,
      @Nullable Integer maxTokens,
      List<String> stop) {
    public Role {
      stop = List.copyOf(stop);
    }
  }

  /** Shares of faults of the demo teacher. */
  public record Demo(
      double wrongAnswer,
      double loop,
      double malformedJson,
      double missingCitation,
      double refusal,
      double languageMixing,
      double badToolArguments,
      double tooManyRequests,
      double serverError,
      double slow,
      int slowMillis) {}

  /** When the journal begins its next segment. */
  public record JournalSection(int segmentMib, double segmentSeconds) {}

  /**
   * Calls that are asked in batches.
   *
   * @param poll seconds
   */
  public record BatchSection(List<String> roles, double poll, int attempts, int maxRequests) {
    public BatchSection {
      roles = List.copyOf(roles);
    }
  }

  /** Seeds to tasks. */
  public record Ingest(
      List<String> recipes,
      int minDegree,
      int maxDegree,
      int minNodes,
      int maxNodes,
      int hubDegree,
      int minHops,
      int maxHops,
      int walkSteps,
      int minReportWords,
      int groupSize,
      int parallel) {
    public Ingest {
      recipes = List.copyOf(recipes);
    }
  }

  /** Tasks to trajectories. */
  public record Generate(
      int rollouts,
      int referenceRollouts,
      int maxSteps,
      int maxToolCalls,
      int maxTokens,
      int reflections,
      int groupSize,
      int parallel) {}

  /** Trajectories to verdicts. */
  public record CheckSection(
      List<String> checks,
      double claimsRight,
      double criticalCited,
      double support,
      int ngramWords,
      int ngramCharacters,
      double duplicateNgrams,
      int repeatedCalls,
      double planFollowed,
      int groupSize,
      int parallel) {
    public CheckSection {
      checks = List.copyOf(checks);
    }
  }

  /** Verdicts to accepted trajectories. */
  public record Curate(
      double tooEasy, double toolErrorKeep, double rlMinPassRate, double rlMaxPassRate) {}

  /** Spark. */
  public record Spark(@Nullable String master, Map<String, String> conf) {
    public Spark {
      conf = Map.copyOf(conf);
    }
  }
}
