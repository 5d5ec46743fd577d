package io.synth.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
  @TempDir private Path folder;

  private final ConfigLoader loader =
      new ConfigLoader(name -> name.equals("PRESENT") ? "secret" : null);

  @Test
  void withoutAFileEverySettingHasItsDefault() {
    SynthConfig config = loader.load(null, Map.of());
    assertThat(config.teachers()).containsOnlyKeys("demo");
    assertThat(config.roles().actor().teacher()).isEqualTo(RoleTeachers.only("demo"));
    assertThat(config.ingest().maxNodes()).isEqualTo(40);
    assertThat(config.budget().usd()).isNull();
  }

  @Test
  void theCommandLineWinsOverTheFileAndTheFileOverDefaults() throws IOException {
    Path file = write("generate: {rollouts: 5, max_steps: 7}\nseeds: in/seeds.jsonl\n");
    SynthConfig config = loader.load(file, Map.of("generate.rollouts", "9"));
    assertThat(config.generate().rollouts()).isEqualTo(9);
    assertThat(config.generate().maxSteps()).isEqualTo(7);
    assertThat(config.generate().groupSize()).isEqualTo(32);
    assertThat(config.seeds()).isEqualTo(folder.resolve("in/seeds.jsonl").toString());
  }

  @Test
  void aTeacherTakesTheDefaultsOfTeachers() throws IOException {
    Path file =
        write(
            "teachers: {big: {base_url: 'http://127.0.0.1:1/v1', model: m, api_key_env: PRESENT}}\n");
    SynthConfig.TeacherEntry big = teacher(loader.load(file, Map.of()), "big");
    assertThat(big.contextTokens()).isEqualTo(131072);
    assertThat(big.retry().attempts()).isEqualTo(6);
  }

  @Test
  void allErrorsAreToldAtOnceWithWhatWouldBeRight() throws IOException {
    Path file =
        write(
            """
            sedes: x
            tokenizer: o200k
            generate: {rollouts: many, max_step: 3}
            check: {support: 1.5}
            teachers: {big: {model: m}}
            """);
    assertThatThrownBy(() -> loader.load(file, Map.of("curate.tooeasy", "1")))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                assertThat(e.problems())
                    .containsExactlyInAnyOrder(
                        "sedes: there is no such key; did you mean `seeds`?",
                        "tokenizer: o200k is none of o200k_base, cl100k_base",
                        "generate.rollouts: many is not a whole number",
                        "generate.max_step: there is no such key; did you mean `max_steps`?",
                        "check.support: 1.5 is too large; it must be at most 1",
                        "teachers.big: lacks `base_url`",
                        "curate.tooeasy: there is no such key; did you mean `too_easy`?"));
  }

  @Test
  void cachedInputCostsWhatInputCostsUnlessItsPriceIsSet() throws IOException {
    Path file =
        write(
            """
            teachers:
              plain: {base_url: "http://h/v1", model: m, prices: {input: 3, output: 15}}
              cached: {base_url: "http://h/v1", model: m, prices: {input: 3, cached_input: 0.3}}
            """);
    SynthConfig config = loader.load(file, Map.of());
    assertThat(config.teachers().get("plain"))
        .extracting(SynthConfig.TeacherEntry::prices)
        .isEqualTo(new Prices(3, 3, 15));
    assertThat(config.teachers().get("cached"))
        .extracting(SynthConfig.TeacherEntry::prices)
        .isEqualTo(new Prices(3, 0.3, 0));
  }

  @Test
  void storingInTheCacheCostsWhatItsProtocolAsksUnlessItsPriceIsSet() throws IOException {
    Path file =
        write(
            """
            teachers:
              plain: {base_url: "http://h/v1", model: m, protocol: anthropic, prices: {input: 4}}
              told: {base_url: "http://h/v1", model: m, prices: {input: 4, cache_write: 8}}
            """);
    SynthConfig config = loader.load(file, Map.of());
    assertThat(config.teachers().get("plain"))
        .extracting(SynthConfig.TeacherEntry::prices)
        .isEqualTo(new Prices(4, 4, 5, 0));
    assertThat(config.teachers().get("told"))
        .extracting(SynthConfig.TeacherEntry::prices)
        .isEqualTo(new Prices(4, 4, 8, 0));
  }

  @Test
  void aMistypedTeacherIsToldTogetherWithWhatTheSchemaRefuses() throws IOException {
    Path file =
        write(
            "teachers: {big: {model: m}}\nroles: {actor: {teacher: bigg}, judge: {teacher: demo}}\n");
    assertThatThrownBy(() -> loader.load(file, Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("2 errors")
        .hasMessageContaining("teachers.big: lacks `base_url`")
        .hasMessageContaining(
            "roles.actor.teacher: there is no teacher 'bigg'; did you mean `big`?");
  }

  @Test
  void rulesOverSeveralKeysAreChecked() throws IOException {
    Path file =
        write(
            """
            roles: {actor: {teacher: dmeo}}
            ingest: {min_hops: 5}
            teachers: {big: {base_url: 'http://127.0.0.1:1/v1', model: m, api_key_env: ABSENT}}
            """);
    assertThatThrownBy(() -> loader.load(file, Map.of()))
        .hasMessage(
            file
                + ": 3 errors\n"
                + "  - roles.actor.teacher: there is no teacher 'dmeo'; did you mean `demo`?\n"
                + "  - teachers.big.api_key_env: the environment variable ABSENT is not set; export it\n"
                + "  - ingest.min_hops: must not be above max_hops");
  }

  @Test
  void aRoleHasOneTeacherOrSeveralWithWeights() throws IOException {
    Path file =
        write(
            """
            teachers:
              big: {base_url: "http://h/v1", model: m, budget: {usd: 5}, retry: {patience: 7}}
              small: {base_url: "http://h/v1", model: m}
            roles: {actor: {teacher: {big: 3, small: 1}}, judge: {teacher: big}}
            """);
    SynthConfig config = loader.load(file, Map.of("roles.writer.teacher", "{small: 1, big: 0}"));
    assertThat(config.roles().actor().teacher().names()).containsExactly("big", "small");
    assertThat(config.roles().actor().teacher().share("big")).isEqualTo(0.75);
    assertThat(config.roles().writer().teacher().share("big")).isZero();
    assertThat(config.roles().judge().teacher()).isEqualTo(RoleTeachers.only("big"));
    assertThat(config.roles().teachers()).containsExactly("big", "demo", "small");
    assertThat(teacher(config, "big").budget()).isEqualTo(new Budget(5.0, null, null));
    assertThat(teacher(config, "small").budget()).isEqualTo(Budget.NONE);
    assertThat(teacher(config, "big").retry().patience()).isEqualTo(7);
    assertThat(ConfigLoader.fromJson(ConfigLoader.toJson(config))).isEqualTo(config);
    assertThat(ConfigLoader.toYaml(config))
        .contains("    teacher: big\n")
        .contains("    teacher:\n      big: 3.0\n      small: 1.0\n");
  }

  @Test
  void teachersThatCannotShareARoleAreRefused() throws IOException {
    Path file =
        write(
            """
            teachers:
              big: {base_url: "http://h/v1", model: m}
              small: {base_url: "http://h/v1", model: m, tools: prompt}
            roles:
              actor: {teacher: {big: 1, smal: 1}}
              writer: {teacher: {big: 0, demo: 0}}
              judge: {teacher: {big: 3, small: 1}}
            """);
    assertThatThrownBy(() -> loader.load(file, Map.of()))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                assertThat(e.problems())
                    .containsExactlyInAnyOrder(
                        "roles.actor.teacher: there is no teacher 'smal'; did you mean `small`?",
                        "roles.writer.teacher: every weight is 0, so no teacher would act; give one"
                            + " at least a weight above 0",
                        "roles.writer.teacher: the demo teacher's rows are not for training, so it"
                            + " shares no role with real teachers; leave it out",
                        "roles.judge.teacher: teachers of one role may take over from each other,"
                            + " so `tools` must be the same for all of them; it is"
                            + " {big=native, small=prompt}"));
  }

  @Test
  void weightsThatAreNoneAreToldByTheSchema() throws IOException {
    Path file =
        write(
            "roles: {actor: {teacher: {demo: -1, dmo: 2000000}}, judge: {teacher: 3}, writer: {teacher: {}}}\n");
    assertThatThrownBy(() -> loader.load(file, Map.of()))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                assertThat(e.problems())
                    .containsExactlyInAnyOrder(
                        "roles.actor.teacher.demo: -1 is too small; it must be at least 0",
                        "roles.actor.teacher: there is no teacher 'dmo'; did you mean `demo`?",
                        "roles.actor.teacher.dmo: 2000000 is too large; it must be at most 1000000",
                        "roles.judge.teacher: 3 is not a text",
                        "roles.writer.teacher: is empty; it must name at least 1"));
  }

  @Test
  void howAServerTakesSamplingSettingsIsSaidWithTheTeacher() throws IOException {
    Path file =
        write(
            """
            teachers:
              reasons: {base_url: "http://h/v1", model: m, max_tokens_key: max_completion_tokens,
                        omit: [temperature, top_p, stop]}
              claude: {base_url: "http://h/v1", model: m, protocol: anthropic}
              any: {base_url: "http://h/v1", model: m, most_stops: null}
            roles: {actor: {teacher: reasons, stop: [a, b, c, d, e]}, judge: {teacher: demo, stop: ["\\n"]}}
            """);
    SynthConfig config = loader.load(file, Map.of());
    assertThat(teacher(config, "reasons").maxTokensKey()).isEqualTo("max_completion_tokens");
    assertThat(teacher(config, "reasons").omit()).containsExactly("temperature", "top_p", "stop");
    assertThat(teacher(config, "reasons").mostStops()).isEqualTo(4);
    assertThat(teacher(config, "claude").mostStops()).isNull();
    assertThat(teacher(config, "any").mostStops()).isNull();
    assertThat(config.roles().judge().stop()).containsExactly("\n");
    assertThat(config.roles().writer().stop()).isEmpty();
  }

  @Test
  void settingsThatATeacherOfTheRoleRefusesAreToldBeforeAnyCall() throws IOException {
    Path file =
        write(
            """
            teachers:
              gpt: {base_url: "http://h/v1", model: m}
              claude: {base_url: "http://h/v1", model: m, protocol: anthropic,
                       max_tokens_key: max_completion_tokens}
              calm: {base_url: "http://h/v1", model: m, protocol: anthropic, omit: [temperature]}
            roles:
              actor: {teacher: {gpt: 1, claude: 1}, stop: [a, b, c, d, e], temperature: 1.2}
              writer: {teacher: claude, top_p: 0.9, stop: [" "]}
              judge: {teacher: calm, temperature: 1.5, top_p: 0.9}
            """);
    assertThatThrownBy(() -> loader.load(file, Map.of()))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                assertThat(e.problems())
                    .containsExactlyInAnyOrder(
                        "roles.actor.stop: has 5 strings, and teacher 'gpt' takes 4; leave some"
                            + " out, or set teachers.gpt.most_stops to what the server takes",
                        "roles.actor.temperature: is 1.2, and teacher 'claude' of protocol"
                            + " anthropic takes at most 1",
                        "roles.writer: teacher 'claude' of protocol anthropic takes temperature or"
                            + " top_p, not both; set one of them to null, or name it under"
                            + " teachers.claude.omit",
                        "roles.writer.stop: has a string of white space alone, which teacher"
                            + " 'claude' of protocol anthropic refuses; leave it out",
                        "teachers.claude.max_tokens_key: protocol anthropic has max_tokens alone;"
                            + " leave it out"));
  }

  @Test
  void brokenYamlNamesThePlace() throws IOException {
    Path file = write("generate:\n  rollouts: [1, 2\nseeds: x\n");
    assertThatThrownBy(() -> loader.load(file, Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("line 3")
        .hasMessageContaining("not valid YAML");
  }

  @Test
  void aKeyGivenTwiceIsAnError() throws IOException {
    Path file = write("seeds: a\nseeds: b\n");
    assertThatThrownBy(() -> loader.load(file, Map.of()))
        .hasMessageContaining("Duplicate field 'seeds'");
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = folder.resolve("none.yaml");
    assertThatThrownBy(() -> loader.load(file, Map.of()))
        .hasMessage(
            file + ": there is no such configuration file. Name an existing one with --config.");
  }

  @Test
  void jsonCarriesAConfigurationThereAndBack() {
    SynthConfig config = loader.load(null, new TreeMap<>(Map.of("spark.conf", "{a.b: 1}")));
    assertThat(ConfigLoader.fromJson(ConfigLoader.toJson(config))).isEqualTo(config);
    assertThat(config.spark().conf()).isEqualTo(Map.of("a.b", "1"));
  }

  @Test
  void everyDefaultIsWhatTheSchemaAllows() {
    assertThat(List.of(ConfigLoader.toYaml(loader.load(null, Map.of())).split("\n")))
        .contains("random_seed: 20260101");
  }

  private static SynthConfig.TeacherEntry teacher(SynthConfig config, String name) {
    SynthConfig.TeacherEntry entry = config.teachers().get(name);
    assertThat(entry).isNotNull();
    return java.util.Objects.requireNonNull(entry);
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("synth.yaml"), yaml);
  }
}
