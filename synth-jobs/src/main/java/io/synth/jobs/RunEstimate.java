package io.synth.jobs;

import io.synth.SynthException;
import io.synth.config.Prices;
import io.synth.config.RoleTeachers;
import io.synth.config.SynthConfig;
import io.synth.estimate.Estimate;
import io.synth.estimate.Experience;
import io.synth.model.TeacherRole;
import io.synth.run.RunFolder;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;

/** What a run of a configuration will ask of its teachers. */
public final class RunEstimate {
  private RunEstimate() {}

  /**
   * Predicts it from earlier runs.
   *
   * @param from folders of runs that have a report; where there is none, the sample run's figures
   * @throws SynthException when one has no report, or there are no seeds
   */
  public static Estimate of(SynthConfig config, List<String> from) throws IOException {
    Configuration hadoop = new Configuration();
    Experience known =
        from.stream()
            .map(run -> experience(run, hadoop))
            .reduce(Experience::plus)
            .orElseGet(Experience::ofSample);
    return Estimate.of(
        known,
        SeedFiles.lines(config.seeds(), hadoop),
        config.generate().rollouts(),
        config.generate().referenceRollouts(),
        role -> shares(config, role));
  }

  private static List<Estimate.Share> shares(SynthConfig config, TeacherRole role) {
    RoleTeachers teachers = config.roles().of(role).teacher();
    boolean batched = config.batch().roles().contains(role.label());
    return teachers.names().stream()
        .map(name -> new Estimate.Share(name, teachers.share(name), prices(config, name, batched)))
        .toList();
  }

  private static Prices prices(SynthConfig config, String teacher, boolean batched) {
    Prices prices = Objects.requireNonNull(config.teachers().get(teacher)).prices();
    return batched ? prices.forBatches() : prices;
  }

  private static Experience experience(String run, Configuration hadoop) {
    String report =
        RunFolder.at(run, hadoop)
            .read("report/report.json")
            .orElseThrow(
                () ->
                    new SynthException(
                        SynthException.Code.DATA,
                        run + " has no report/report.json; name a run that was finished"));
    return Experience.ofReport(report, run);
  }
}
