package io.synth.journal;

import io.synth.SynthException;
import io.synth.model.Completion;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads the completions of one segment, block by block. What a killed writer left half written at
 * the end is dropped: nobody was told that it was durable. An empty file, or one without a whole
 * header, has no completions. Not thread-safe.
 */
public final class JournalReader implements Iterator<Completion>, AutoCloseable {
  private final Path segment;
  private final SegmentInput input;
  private final @Nullable DataFileReader<GenericRecord> avro;
  private long goodBytes;
  private long droppedBytes;
  private boolean ended;

  JournalReader(FileSystem files, Path segment) {
    this.segment = segment;
    try {
      this.input = new SegmentInput(files.open(segment));
    } catch (IOException e) {
      throw Journal.failure("cannot open the journal segment " + segment, e);
    }
    this.avro = header();
    if (avro != null) {
      goodBytes = avro.previousSync();
    }
  }

  private @Nullable DataFileReader<GenericRecord> header() {
    try {
      return new DataFileReader<>(
          input, new GenericDatumReader<GenericRecord>(null, CompletionRecords.SCHEMA));
    } catch (IOException | AvroRuntimeException e) {
      throwIfUnreadable();
      return null;
    }
  }

  /**
   * Whether there is another completion.
   *
   * @throws SynthException when the file cannot be read
   */
  @Override
  public boolean hasNext() {
    if (ended) {
      return false;
    }
    boolean more = false;
    try {
      more = avro != null && avro.hasNext();
    } catch (AvroRuntimeException e) {
      // A block that is cut off, or filled with what was on the disk before.
      more = false;
    }
    if (!more) {
      throwIfUnreadable();
      ended = true;
      droppedBytes = measureDropped();
    }
    return more;
  }

  @Override
  public Completion next() {
    if (!hasNext() || avro == null) {
      throw new NoSuchElementException("the journal segment " + segment + " has ended");
    }
    try {
      Completion completion = CompletionRecords.completion(avro.next());
      goodBytes = avro.previousSync();
      return completion;
    } catch (AvroRuntimeException | IllegalArgumentException e) {
      throwIfUnreadable();
      throw new SynthException(
          SynthException.Code.DATA,
          "the journal segment "
              + segment
              + " is damaged after byte "
              + goodBytes
              + "; restore it from a copy, or remove it and its calls are made again",
          e);
    }
  }

  /** Bytes after the last whole block; known when {@link #hasNext} has answered false. */
  public long droppedBytes() {
    return droppedBytes;
  }

  private long measureDropped() {
    try {
      return input.end() - goodBytes;
    } catch (IOException e) {
      throw Journal.failure("cannot read the journal segment " + segment, e);
    }
  }

  /** A file system that fails must not look like a torn end: the calls would be paid again. */
  private void throwIfUnreadable() {
    IOException failure = input.failure();
    if (failure != null) {
      throw Journal.failure("cannot read the journal segment " + segment, failure);
    }
  }

  @Override
  public void close() {
    try {
      if (avro != null) {
        avro.close();
      }
      input.close();
    } catch (IOException e) {
      throw Journal.failure("cannot close the journal segment " + segment, e);
    }
  }
}
