package io.synth.jobs;

import io.synth.SynthException;
import io.synth.jobs.stage.Stop;
import io.synth.model.ContentHash;
import io.synth.run.Book;
import io.synth.run.RunDataset;
import io.synth.run.StepRecord;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs in the order of the flow. A step whose input and configuration are as they were is not
 * done again; one that was stopped goes on; one whose input or configuration changed starts anew,
 * with the journal at hand. Books that do not balance stop the run.
 */
final class JobRunner {
  private final List<Job> flow;
  private final JobContext context;
  private final Console console;
  private final Clock clock;

  JobRunner(List<Job> flow, JobContext context, Console console, Clock clock) {
    this.flow = List.copyOf(flow);
    this.context = context;
    this.console = console;
    this.clock = clock;
  }

  /** Runs every job. */
  void all() throws IOException {
    String before = "";
    for (Job job : flow) {
      before = run(job, before);
    }
  }

  /**
   * Runs one job.
   *
   * @throws SynthException when the jobs before it are not complete
   */
  void only(String step) throws IOException {
    String before = "";
    for (Job job : flow) {
      if (job.step().equals(step)) {
        run(job, before);
        return;
      }
      Optional<StepRecord> known = context.run().step(job.step());
      if (known.isEmpty() || !known.get().complete()) {
        throw new SynthException(
            SynthException.Code.USAGE,
            "the step "
                + job.step()
                + " of "
                + context.run().address()
                + " is not complete; run `synth "
                + job.step()
                + "` first");
      }
      before = known.get().fingerprint();
    }
    throw new IllegalArgumentException("no step " + step);
  }

  private String run(Job job, String before) throws IOException {
    String fingerprint = ContentHash.id(job.step(), job.shape(context), before);
    @Nullable StepRecord known = context.run().step(job.step()).orElse(null);
    if (known != null && known.complete()) {
      int gone = known.files() - files(job);
      if (gone > 0) {
        console.say(
            "%s: %d of its %d files are gone; what they held is made again from the journal"
                .formatted(job.step(), gone, known.files()));
        known = known.incomplete();
      }
    }
    if (known != null && known.fingerprint().equals(fingerprint) && known.complete()) {
      console.upToDate(job.step(), known.books());
      return fingerprint;
    }
    boolean resumed = known != null && known.fingerprint().equals(fingerprint);
    if (known == null || !resumed) {
      startAnew(job);
      known = new StepRecord(job.step(), fingerprint, job.groups(context), false, 0, 0, List.of());
      context.run().remember(known);
    }
    console.begin(job.step(), resumed, job.items(context));
    long started = clock.millis();
    @Nullable Stop stop;
    try {
      stop = job.work(context, known.groups());
    } finally {
      context.run().delete("_work");
      known = known.spent(clock.millis() - started);
      context.run().remember(known);
    }
    if (stop != null) {
      console.stopped(job.step());
      throw new SynthException(
          stop.code(),
          stop.message()
              + "\nThe step "
              + job.step()
              + " stopped; what is done is kept. The same command goes on from there.");
    }
    List<Book> books = job.books(context);
    console.end(job.step(), books);
    for (Book book : books) {
      if (!book.balanced()) {
        throw new SynthException(
            SynthException.Code.JOB, "the books do not balance, rows were lost: " + book);
      }
    }
    context.run().remember(known.completed(files(job), books));
    return fingerprint;
  }

  /** How many files hold its rows. */
  private int files(Job job) {
    return job.outputs().stream().mapToInt(dataset -> context.run().parts(dataset).size()).sum();
  }

  /** Removes what this step and those after it wrote; the journal stays. */
  private void startAnew(Job job) {
    for (Job later : flow.subList(flow.indexOf(job), flow.size())) {
      context.run().forget(later.step());
      for (RunDataset<?> dataset : later.outputs()) {
        context.run().delete(dataset.folder());
      }
    }
  }
}
