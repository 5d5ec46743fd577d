package io.synth.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.model.Labelled;
import io.synth.model.TeacherRole;
import io.synth.text.Nearest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the JSON Schema cannot say: rules over several keys, and over the machine. */
final class ConfigRules {
  private ConfigRules() {}

  static List<String> problems(SynthConfig config, Environment environment) {
    List<String> problems = new ArrayList<>();
    for (TeacherRole role : TeacherRole.values()) {
      RoleTeachers teachers = config.roles().of(role).teacher();
      teachers
          .weights()
          .keySet()
          .forEach(
              name -> unknownTeacher(role.label(), name, config.teachers().keySet(), problems));
      unusable(role.label(), teachers, problems);
      differentTools(role.label(), teachers, config.teachers(), problems);
      demoAmongOthers(role.label(), teachers, config.teachers(), problems);
    }
    new TreeMap<>(config.teachers())
        .forEach(
            (name, teacher) -> {
              keyProblems(name, teacher, environment, problems);
              toolProblems(name, teacher, problems);
            });
    config.batch().roles().forEach(role -> demoInBatches(role, config, problems));
    problems.addAll(SamplingRules.problems(config));
    SynthConfig.Ingest ingest = config.ingest();
    ordered("ingest.min_degree", ingest.minDegree(), "max_degree", ingest.maxDegree(), problems);
    ordered("ingest.min_nodes", ingest.minNodes(), "max_nodes", ingest.maxNodes(), problems);
    ordered("ingest.min_hops", ingest.minHops(), "max_hops", ingest.maxHops(), problems);
    SynthConfig.Curate curate = config.curate();
    ordered(
        "curate.rl_min_pass_rate",
        curate.rlMinPassRate(),
        "rl_max_pass_rate",
        curate.rlMaxPassRate(),
        problems);
    return problems;
  }

  /** Roles of unknown teachers in a configuration that the schema refuses for other reasons. */
  static List<String> unknownTeachers(JsonNode own, JsonNode defaults) {
    Set<String> names = new TreeSet<>();
    own.path("teachers").fieldNames().forEachRemaining(names::add);
    defaults.path("teachers").fieldNames().forEachRemaining(names::add);
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, JsonNode> role : own.path("roles").properties()) {
      JsonNode teacher = role.getValue().path("teacher");
      if (teacher.isTextual() || teacher.isObject()) {
        RoleTeachers.of(teacher)
            .weights()
            .keySet()
            .forEach(name -> unknownTeacher(role.getKey(), name, names, problems));
      }
    }
    return problems;
  }

  private static void unusable(String role, RoleTeachers teachers, List<String> problems) {
    if (teachers.weights().values().stream().noneMatch(weight -> weight > 0)) {
      problems.add(
          "roles."
              + role
              + ".teacher: every weight is 0, so no teacher would act; give one at least a weight"
              + " above 0");
    }
  }

  /** How tools are called cannot change in the midst of a conversation. */
  private static void differentTools(
      String role,
      RoleTeachers teachers,
      Map<String, SynthConfig.TeacherEntry> entries,
      List<String> problems) {
    SortedMap<String, String> kinds = new TreeMap<>();
    for (String name : teachers.weights().keySet()) {
      SynthConfig.TeacherEntry entry = entries.get(name);
      if (entry != null) {
        kinds.put(name, entry.tools());
      }
    }
    if (new TreeSet<>(kinds.values()).size() > 1) {
      problems.add(
          "roles."
              + role
              + ".teacher: teachers of one role may take over from each other, so `tools` must be"
              + " the same for all of them; it is "
              + kinds);
    }
  }

  private static void demoAmongOthers(
      String role,
      RoleTeachers teachers,
      Map<String, SynthConfig.TeacherEntry> entries,
      List<String> problems) {
    Set<Boolean> demo = new TreeSet<>();
    for (String name : teachers.weights().keySet()) {
      SynthConfig.TeacherEntry entry = entries.get(name);
      if (entry != null) {
        demo.add(entry.baseUrl().equals("demo"));
      }
    }
    if (demo.size() > 1) {
      problems.add(
          "roles."
              + role
              + ".teacher: the demo teacher's rows are not for training, so it shares no role with"
              + " real teachers; leave it out");
    }
  }

  private static void demoInBatches(String role, SynthConfig config, List<String> problems) {
    RoleTeachers teachers = config.roles().of(Labelled.of(TeacherRole.class, role)).teacher();
    for (String name : teachers.names()) {
      SynthConfig.TeacherEntry entry = config.teachers().get(name);
      if (entry != null && entry.baseUrl().equals("demo")) {
        problems.add(
            "batch.roles: the teacher '"
                + name
                + "' of the role "
                + role
                + " is the demo teacher, which takes no batches; leave the role out");
      }
    }
  }

  private static void unknownTeacher(
      String role, String name, Set<String> known, List<String> problems) {
    if (!known.contains(name)) {
      List<String> names = new ArrayList<>(new TreeSet<>(known));
      problems.add(
          "roles."
              + role
              + ".teacher: there is no teacher '"
              + name
              + "'; "
              + Nearest.to(name, names)
                  .map(near -> "did you mean `" + near + "`?")
                  .orElse("there are " + String.join(", ", names)));
    }
  }

  private static void keyProblems(
      String name,
      SynthConfig.TeacherEntry teacher,
      Environment environment,
      List<String> problems) {
    String key = "teachers." + name;
    String variable = teacher.apiKeyEnv();
    String file = teacher.apiKeyFile();
    if (variable != null && file != null) {
      problems.add(key + ": name the key by api_key_env or by api_key_file, not by both");
    }
    if (variable != null && environment.variable(variable) == null) {
      problems.add(
          key + ".api_key_env: the environment variable " + variable + " is not set; export it");
    }
    if (file != null && !Files.isReadable(Path.of(file))) {
      problems.add(key + ".api_key_file: " + file + " cannot be read");
    }
  }

  private static void toolProblems(
      String name, SynthConfig.TeacherEntry teacher, List<String> problems) {
    if (teacher.tools().equals(ToolMode.JSON_SCHEMA.label())
        && !teacher.structured().equals(StructuredMode.JSON_SCHEMA.label())) {
      problems.add(
          "teachers."
              + name
              + ".tools: json_schema needs structured: json_schema; for a server without that mode"
              + " set tools: prompt");
    }
  }

  private static void ordered(
      String lowKey, double low, String highKey, double high, List<String> problems) {
    if (low > high) {
      problems.add(lowKey + ": must not be above " + highKey);
    }
  }
}
