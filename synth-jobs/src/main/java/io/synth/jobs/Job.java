package io.synth.jobs;

import io.synth.jobs.stage.Stop;
import io.synth.run.Book;
import io.synth.run.RunDataset;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One arrow of the flow. */
interface Job {
  /** Its name, also that of its command. */
  String step();

  /** What it writes. */
  List<RunDataset<?>> outputs();

  /**
   * All of the configuration and of the outside world that shapes its rows; earlier steps come on
   * top.
   */
  String shape(JobContext context) throws IOException;

  /**
   * Groups that its rows are to be committed in. Called once for a step; resumed runs keep the
   * number.
   */
  int groups(JobContext context) throws IOException;

  /** Items it works on, for the progress bar; 0 where it does not count them. */
  default long items(JobContext context) throws IOException {
    return 0;
  }

  /**
   * Does the work that is still to do.
   *
   * @return why it stopped before the end; null where it came to its end
   */
  @Nullable Stop work(JobContext context, int groups) throws IOException;

  /** Its accounts, read from what it wrote. */
  List<Book> books(JobContext context) throws IOException;
}
