package io.synth.jobs;

import java.util.List;

/** The jobs in the order of the flow. */
final class Flow {
  static final List<Job> JOBS =
      List.of(
          new Ingest(),
          new Generate(),
          new CheckTrajectories(),
          new Curate(),
          new StageRows(),
          new ReportRun());

  static final List<String> STEPS = JOBS.stream().map(Job::step).toList();

  private Flow() {}
}
