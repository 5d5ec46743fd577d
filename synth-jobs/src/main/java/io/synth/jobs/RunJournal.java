package io.synth.jobs;

import io.synth.SynthException;
import io.synth.journal.Journal;
import io.synth.run.RunFolder;
import org.apache.hadoop.conf.Configuration;

/** The journal of a run, looked at and looked after without Spark. */
public final class RunJournal {
  private RunJournal() {}

  /**
   * Opens it.
   *
   * @throws SynthException when the folder holds no run
   */
  public static Journal of(String run) {
    Configuration hadoop = new Configuration();
    if (RunFolder.at(run, hadoop).read(RunDriver.CONFIG_FILE).isEmpty()) {
      throw new SynthException(
          SynthException.Code.DATA, run + " holds no run: it has no " + RunDriver.CONFIG_FILE);
    }
    return Journal.open(JournalRecords.folder(run), hadoop);
  }

  /**
   * Compacts it, while no run works in the folder.
   *
   * @throws SynthException when one does, or a segment is damaged
   */
  public static Journal.Compacted compact(String run) {
    Journal journal = of(run);
    RunLock lock = RunLock.take(run);
    try {
      return journal.compact();
    } finally {
      lock.close();
    }
  }
}
