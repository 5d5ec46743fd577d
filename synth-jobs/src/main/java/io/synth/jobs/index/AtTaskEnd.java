package io.synth.jobs.index;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.TaskContext;

/** Closes what a task's iterator reads from when the task ends, however it ends. */
final class AtTaskEnd {
  private AtTaskEnd() {}

  static void close(Closeable open) {
    TaskContext.get()
        .addTaskCompletionListener(
            context -> {
              try {
                open.close();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }
}
