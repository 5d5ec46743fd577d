package io.synth.jobs;

import io.synth.batch.BatchFolder;
import io.synth.batch.BatchSettings;
import io.synth.batch.BatchWatcher;
import io.synth.batch.Batches;
import io.synth.config.SynthConfig;
import io.synth.journal.Journal;
import io.synth.model.Completion;
import io.synth.run.RunFolder;
import io.synth.teacher.CallFailure;
import io.synth.teacher.LocalGovernor;
import io.synth.teacher.Sleeper;
import io.synth.teacher.Teachers;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** The batches of a run, as its driver has them. */
final class RunBatches implements AutoCloseable {
  private final @Nullable Teachers teachers;
  private final @Nullable Batches batches;

  private RunBatches(@Nullable Teachers teachers, @Nullable Batches batches) {
    this.teachers = teachers;
    this.batches = batches;
  }

  /**
   * Those of a run that asks in batches, or did so and has some under way; no key is read for
   * others.
   *
   * @param demo address of the demo teacher; null where none runs
   * @param say tells what changes
   */
  static RunBatches of(
      SynthConfig config,
      @Nullable String demo,
      RunFolder run,
      LocalGovernor governor,
      Progress progress,
      Consumer<String> say,
      Configuration hadoop) {
    if (config.batch().roles().isEmpty() && !new BatchFolder(run).hasOpen()) {
      return new RunBatches(null, null);
    }
    Clock clock = Clock.systemUTC();
    Teachers teachers = TeacherParts.teachers(config, demo, governor);
    Journal journal =
        Journal.open(
            JournalRecords.folder(run.address()), hadoop, Sections.segments(config), clock);
    BatchSettings settings =
        new BatchSettings(
            config.batch().maxRequests(),
            config.batch().attempts(),
            Duration.ofMillis(Math.round(config.batch().poll() * 1000)));
    Watcher watcher = new Watcher(progress, say);
    return new RunBatches(
        teachers,
        new Batches(run, teachers, governor, journal, settings, watcher, Sleeper.REAL, clock));
  }

  @Nullable Batches batches() {
    return batches;
  }

  @Override
  public void close() {
    if (teachers != null) {
      teachers.close();
    }
  }

  private static final class Watcher implements BatchWatcher {
    private final Progress progress;
    private final Consumer<String> say;
    private String last = "";

    private Watcher(Progress progress, Consumer<String> say) {
      this.progress = progress;
      this.say = say;
    }

    @Override
    public void standing(int open, int answered, int requests) {
      String standing =
          open == 0
              ? ""
              : String.format(
                  Locale.ROOT,
                  "%,d %s under way with %,d of %,d requests answered",
                  open,
                  open == 1 ? "batch" : "batches",
                  answered,
                  requests);
      progress.batches(standing);
      sayOnce(standing);
    }

    @Override
    public void trouble(String teacher, CallFailure failure) {
      sayOnce(
          "the batches of teacher '"
              + teacher
              + "' wait for its server, up to its retry.deadline: "
              + failure.getMessage());
    }

    private void sayOnce(String words) {
      if (!words.equals(last) && !words.isEmpty()) {
        say.accept(words);
      }
      last = words;
    }

    @Override
    public void replied(Completion completion) {
      progress.called(completion.usage());
    }
  }
}
