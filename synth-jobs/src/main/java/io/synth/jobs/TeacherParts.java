package io.synth.jobs;

import io.synth.config.ApiKeySource;
import io.synth.config.RetrySettings;
import io.synth.config.RoleTeachers;
import io.synth.config.SamplingDefaults;
import io.synth.config.SamplingSetting;
import io.synth.config.StructuredMode;
import io.synth.config.SynthConfig;
import io.synth.config.TeacherConfig;
import io.synth.config.TeacherTimeouts;
import io.synth.config.ToolMode;
import io.synth.model.Labelled;
import io.synth.model.Spent;
import io.synth.model.TeacherRole;
import io.synth.teacher.Governor;
import io.synth.teacher.LocalGovernor;
import io.synth.teacher.Sleeper;
import io.synth.teacher.Teachers;
import io.synth.teacher.demo.DemoSettings;
import io.synth.teacher.protocol.Protocols;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The teachers of a configuration. */
public final class TeacherParts {
  /** Base URL that stands for the embedded demo teacher. */
  public static final String DEMO = "demo";

  private TeacherParts() {}

  /**
   * Builds the teachers.
   *
   * @param demo address of the demo teacher; null where none runs
   */
  public static Teachers teachers(SynthConfig config, @Nullable String demo, Governor governor) {
    Map<TeacherRole, RoleTeachers> roles = new EnumMap<>(TeacherRole.class);
    Map<TeacherRole, SamplingDefaults> sampling = new EnumMap<>(TeacherRole.class);
    for (TeacherRole role : TeacherRole.values()) {
      SynthConfig.Role settings = config.roles().of(role);
      roles.put(role, settings.teacher());
      sampling.put(
          role,
          new SamplingDefaults(
              settings.temperature(), settings.topP(), settings.maxTokens(), settings.stop()));
    }
    return Teachers.builder(configs(config), roles)
        .protocols(Protocols.ALL)
        .sampling(sampling)
        .addresses(demo == null ? Map.of() : Map.of(DEMO, demo))
        .runSeed(config.randomSeed())
        .governor(governor)
        .build();
  }

  /**
   * The governor of all calls of a run.
   *
   * @param spent what the run consumed before, by teacher
   */
  static LocalGovernor governor(SynthConfig config, Map<String, Spent> spent) {
    return new LocalGovernor(
        configs(config).values(), config.budget(), spent, Sleeper.REAL, Clock.systemUTC());
  }

  private static Map<String, TeacherConfig> configs(SynthConfig config) {
    Map<String, TeacherConfig> teachers = new TreeMap<>();
    config.teachers().forEach((name, entry) -> teachers.put(name, teacher(name, entry)));
    return teachers;
  }

  private static TeacherConfig teacher(String name, SynthConfig.TeacherEntry entry) {
    return TeacherConfig.builder(name)
        .protocol(entry.protocol())
        .baseUrl(entry.baseUrl())
        .model(entry.model())
        .apiKey(new ApiKeySource(entry.apiKeyEnv(), entry.apiKeyFile()))
        .prices(entry.prices())
        .limits(entry.limits())
        .budget(entry.budget())
        .timeouts(
            new TeacherTimeouts(
                seconds(entry.timeouts().connect()),
                seconds(entry.timeouts().read()),
                seconds(entry.timeouts().between()),
                seconds(entry.timeouts().call())))
        .contextTokens(entry.contextTokens())
        .stream(entry.stream())
        .maxTokensKey(entry.maxTokensKey())
        .omit(
            entry.omit().stream()
                .map(setting -> Labelled.of(SamplingSetting.class, setting))
                .collect(Collectors.toSet()))
        .idempotencyKey(entry.sendIdempotencyKey())
        .cacheControl(entry.sendCacheControl())
        .toolChoiceNone(entry.toolChoiceNone())
        .structured(Labelled.of(StructuredMode.class, entry.structured()))
        .tools(Labelled.of(ToolMode.class, entry.tools()))
        .retry(
            new RetrySettings(
                entry.retry().attempts(),
                seconds(entry.retry().deadline()),
                seconds(entry.retry().patience()),
                RetrySettings.DEFAULT.baseDelay(),
                RetrySettings.DEFAULT.maxDelay()))
        .build();
  }

  /** The faults that the demo teacher is to make. */
  static DemoSettings demo(SynthConfig config) {
    SynthConfig.Demo demo = config.demo();
    return DemoSettings.builder()
        .seed(config.randomSeed())
        .wrongAnswer(demo.wrongAnswer())
        .loop(demo.loop())
        .malformedJson(demo.malformedJson())
        .missingCitation(demo.missingCitation())
        .refusal(demo.refusal())
        .languageMixing(demo.languageMixing())
        .badToolArguments(demo.badToolArguments())
        .tooManyRequests(demo.tooManyRequests())
        .serverError(demo.serverError())
        .slow(demo.slow())
        .slowMillis(demo.slowMillis())
        .build();
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
