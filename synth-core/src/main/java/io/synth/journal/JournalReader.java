package io.synth.journal;

import io.synth.SynthException;
import io.synth.codec.AvroShell;
import io.synth.model.Completion;
import java.io.EOFException;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.zip.ZipException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileStream;
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
  private final WholeBlocks blocks;
  private final @Nullable DataFileStream<GenericRecord> avro;

  JournalReader(FileSystem files, Path segment) {
    this.segment = segment;
    try {
      this.blocks = new WholeBlocks(files.open(segment));
      this.avro =
          known(
              blocks.hasHeader()
                  ? new DataFileStream<>(
                      blocks,
                      new GenericDatumReader<GenericRecord>(null, SegmentFile.CODEC.schema()))
                  : null);
    } catch (IOException e) {
      throw unreadable(e);
    } catch (AvroRuntimeException e) {
      throw damaged(e);
    }
  }

  /** Refuses what a later version wrote: read with today's eyes, it could mean anything. */
  private @Nullable DataFileStream<GenericRecord> known(
      @Nullable DataFileStream<GenericRecord> opened) throws IOException {
    if (opened == null || opened.getMetaString(SegmentFile.VERSION_KEY) == null) {
      return opened;
    }
    String version = opened.getMetaString(SegmentFile.VERSION_KEY);
    if (version.matches("\\d{1,9}") && Long.parseLong(version) <= SegmentFile.VERSION) {
      return opened;
    }
    blocks.close();
    throw new SynthException(
        SynthException.Code.DATA,
        "the journal segment "
            + segment
            + " has format version "
            + version
            + ", and this Synth reads up to version "
            + SegmentFile.VERSION
            + "; go on with the version of Synth that wrote it, or a later one");
  }

  /**
   * Whether there is another completion.
   *
   * @throws SynthException when the file cannot be read
   */
  @Override
  public boolean hasNext() {
    try {
      return avro != null && avro.hasNext();
    } catch (AvroRuntimeException e) {
      // A block is whole here: what cannot be inflated or ends too early was not read wrongly.
      throw e.getCause() instanceof IOException io
              && !(io instanceof ZipException)
              && !(io instanceof EOFException)
          ? unreadable(io)
          : damaged(e);
    }
  }

  @Override
  public Completion next() {
    if (!hasNext() || avro == null) {
      throw new NoSuchElementException("the journal segment " + segment + " has ended");
    }
    try {
      return SegmentFile.CODEC.read(avro.next(), AvroShell.INSTANCE);
    } catch (AvroRuntimeException | IllegalArgumentException e) {
      throw damaged(e);
    }
  }

  /** Bytes after the last whole block; known when {@link #hasNext} has answered false. */
  public long droppedBytes() {
    return blocks.dropped();
  }

  /** A file system that fails must not look like a torn end: the calls would be paid again. */
  private SynthException unreadable(IOException e) {
    return Journal.failure("cannot read the journal segment " + segment, e);
  }

  private SynthException damaged(RuntimeException e) {
    return new SynthException(
        SynthException.Code.DATA,
        "the journal segment "
            + segment
            + " is damaged before byte "
            + blocks.good()
            + "; restore it from a copy, or remove it and its calls are made again",
        e);
  }

  @Override
  public void close() {
    try {
      blocks.close();
    } catch (IOException e) {
      throw Journal.failure("cannot close the journal segment " + segment, e);
    }
  }
}
