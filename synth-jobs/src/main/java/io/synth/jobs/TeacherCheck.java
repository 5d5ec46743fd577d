package io.synth.jobs;

import io.synth.SynthException;
import io.synth.config.SynthConfig;
import io.synth.teacher.ProbeResult;
import io.synth.teacher.TeacherProbe;
import io.synth.teacher.Teachers;
import io.synth.teacher.demo.DemoTeacher;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tries what teachers can do and prints a table. */
public final class TeacherCheck {
  private TeacherCheck() {}

  /**
   * Tries one teacher, or all that a role names.
   *
   * @return whether every one of them could be reached
   */
  public static boolean run(SynthConfig config, @Nullable String name, PrintStream out)
      throws IOException {
    if (name != null && !config.teachers().containsKey(name)) {
      throw new SynthException(
          SynthException.Code.CONFIGURATION,
          "there is no teacher '"
              + name
              + "'; configured are "
              + String.join(", ", new TreeSet<>(config.teachers().keySet())));
    }
    boolean all = true;
    try (DemoTeacher demo = DemoTeacher.start(TeacherParts.demo(config));
        Teachers teachers =
            TeacherParts.teachers(
                config, demo.address(), TeacherParts.governor(config, Map.of()))) {
      for (String teacher : name == null ? config.roles().teachers() : Set.of(name)) {
        out.println(teacher);
        for (ProbeResult result : new TeacherProbe(teachers).probe(teacher)) {
          out.printf(
              Locale.ROOT,
              "  %-4s %-15s %s%n",
              result.ok() ? "ok" : "no",
              result.name(),
              result.detail());
          all &= result.ok() || !result.name().equals("reachable");
        }
      }
    }
    return all;
  }
}
