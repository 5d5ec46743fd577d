package io.synth.batch;

import io.synth.SynthException;
import io.synth.run.RunFolder;
import io.synth.teacher.WantedCall;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A file of wanted calls that is being written: it is there when it is whole, or not at all.
 * Thread-safe.
 */
public final class WantedFile implements AutoCloseable {
  private final RunFolder run;
  private final String file;
  private final int group;
  private RunFolder.@Nullable Beside beside;
  private @Nullable Writer out;
  private int calls;

  WantedFile(RunFolder run, String file, int group) {
    this.run = run;
    this.file = file;
    this.group = group;
  }

  /** Adds a call that is wanted for the first time. */
  public void add(WantedCall call) {
    add(new WantedLine(call, group, 1));
  }

  synchronized void add(WantedLine line) {
    try {
      Writer writer = out;
      if (writer == null) {
        RunFolder.Beside opened = run.beside(file);
        beside = opened;
        writer = new BufferedWriter(new OutputStreamWriter(opened, StandardCharsets.UTF_8));
        out = writer;
      }
      writer.write(line.write());
      writer.write('\n');
      calls++;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Calls added so far. */
  synchronized int calls() {
    return calls;
  }

  /** Puts the file into its place, durably; nothing is there where no call was added. */
  public synchronized void commit() {
    Writer writer = out;
    RunFolder.Beside opened = beside;
    if (writer == null || opened == null) {
      run.delete(file);
      return;
    }
    try {
      writer.flush();
      opened.commit();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private SynthException failed(IOException e) {
    return new SynthException(
        SynthException.Code.DATA,
        "cannot write " + run.path(file) + ": " + e.getMessage() + "; give the same command again",
        e);
  }

  /** Throws away what was not committed. */
  @Override
  public synchronized void close() {
    RunFolder.Beside opened = beside;
    if (opened != null) {
      opened.abandon();
    }
  }
}
