package io.synth.check;

import io.synth.fake.ScriptedTeacher;
import io.synth.fake.Seeds;
import io.synth.model.Capability;
import io.synth.model.Language;
import io.synth.model.Task;
import io.synth.model.Trajectory;
import io.synth.model.Verdict;

/** What the checks' tests begin with. */
final class CheckCases {
  static final String URL = "https://harbour.example/lighthouse";
  static final String ZH_URL = "https://gangkou.example/dengta";

  private CheckCases() {}

  static Task.Builder task(Language language, String prompt) {
    return Task.builder(
        Seeds.question(language, prompt, null), Capability.SEARCH, "deep_research", prompt);
  }

  static Task task(Language language) {
    return task(language, language == Language.EN ? "Who built the lighthouse?" : "灯塔是谁建造的？")
        .build();
  }

  /** The verdict of a check that must not ask the judge. */
  static Verdict alone(Check check, Trajectory trajectory, Task task) {
    return check.check(trajectory, task, new ScriptedTeacher());
  }
}
