package io.synth.config;

import io.synth.model.TeacherRole;
import java.util.ArrayList;
import java.util.List;

/**
 * Sampling settings that a teacher of the role would refuse, or would get otherwise than they were
 * written: told before any call.
 */
final class SamplingRules {
  private static final String ANTHROPIC = "anthropic";

  private SamplingRules() {}

  static List<String> problems(SynthConfig config) {
    List<String> problems = new ArrayList<>();
    for (TeacherRole role : TeacherRole.values()) {
      SynthConfig.Role settings = config.roles().of(role);
      for (String name : settings.teacher().names()) {
        SynthConfig.TeacherEntry teacher = config.teachers().get(name);
        if (teacher != null) {
          stops("roles." + role.label(), settings, name, teacher, problems);
          if (teacher.protocol().equals(ANTHROPIC)) {
            anthropic("roles." + role.label(), settings, name, teacher, problems);
          }
        }
      }
    }
    config.teachers().keySet().stream().sorted().forEach(name -> key(config, name, problems));
    return problems;
  }

  private static void stops(
      String role,
      SynthConfig.Role settings,
      String name,
      SynthConfig.TeacherEntry teacher,
      List<String> problems) {
    Integer most = teacher.mostStops();
    int stops = settings.stop().size();
    if (most != null && stops > most && sent(teacher, SamplingSetting.STOP)) {
      problems.add(
          String.format(
              "%s.stop: has %d strings, and teacher '%s' takes %d; leave some out, or set"
                  + " teachers.%s.most_stops to what the server takes",
              role, stops, name, most, name));
    }
  }

  private static void anthropic(
      String role,
      SynthConfig.Role settings,
      String name,
      SynthConfig.TeacherEntry teacher,
      List<String> problems) {
    Double temperature = sent(teacher, SamplingSetting.TEMPERATURE) ? settings.temperature() : null;
    if (temperature != null && temperature > 1) {
      problems.add(
          String.format(
              "%s.temperature: is %s, and teacher '%s' of protocol anthropic takes at most 1",
              role, temperature, name));
    }
    if (temperature != null && settings.topP() != null && sent(teacher, SamplingSetting.TOP_P)) {
      problems.add(
          String.format(
              "%s: teacher '%s' of protocol anthropic takes temperature or top_p, not both; set one"
                  + " of them to null, or name it under teachers.%s.omit",
              role, name, name));
    }
    if (sent(teacher, SamplingSetting.STOP) && settings.stop().stream().anyMatch(String::isBlank)) {
      problems.add(
          String.format(
              "%s.stop: has a string of white space alone, which teacher '%s' of protocol anthropic"
                  + " refuses; leave it out",
              role, name));
    }
  }

  private static void key(SynthConfig config, String name, List<String> problems) {
    SynthConfig.TeacherEntry teacher = config.teachers().get(name);
    if (teacher != null
        && teacher.protocol().equals(ANTHROPIC)
        && !teacher.maxTokensKey().equals("max_tokens")) {
      problems.add(
          "teachers."
              + name
              + ".max_tokens_key: protocol anthropic has max_tokens alone; leave it"
              + " out");
    }
  }

  private static boolean sent(SynthConfig.TeacherEntry teacher, SamplingSetting setting) {
    return !teacher.omit().contains(setting.label());
  }
}
