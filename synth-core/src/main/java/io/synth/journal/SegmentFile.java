package io.synth.journal;

import io.synth.codec.AvroShell;
import io.synth.codec.RecordCodec;
import io.synth.model.Completion;
import io.synth.schema.Schemas;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.jspecify.annotations.Nullable;

/**
 * The file of a segment that is being written. Used by one thread at a time.
 *
 * <p>What is durable when: a file system that can {@code hsync} (HDFS, a local disk, most block
 * stores) holds each block as soon as it is synced. One that cannot (S3 and other object stores,
 * erasure-coded folders of HDFS) shows and keeps a file only when it is closed, so there each block
 * is a file.
 */
final class SegmentFile {
  /** A completion as the journal's files hold it. */
  static final RecordCodec<Completion> CODEC =
      RecordCodec.of(Completion.class, Schemas.avro("completion"));

  /** Member of the file's metadata that tells its format. */
  static final String VERSION_KEY = "io.synth.journal.version";

  /**
   * The format that is written. Files without the member are of version 1, which knows no failures.
   */
  static final long VERSION = 2;

  private static final int BLOCK_BYTES = 256 << 10;

  private final FileSystem files;
  private final Path path;
  private @Nullable FSDataOutputStream out;
  private @Nullable DataFileWriter<GenericRecord> avro;
  private boolean closed;

  SegmentFile(FileSystem files, Path path) {
    this.files = files;
    this.path = path;
  }

  Path path() {
    return path;
  }

  /** Bytes written so far. */
  long bytes() {
    return out == null ? 0 : out.getPos();
  }

  /** Whether nothing more can be added. */
  boolean closed() {
    return closed;
  }

  /** Writes the completions as one block, which need not be durable yet. */
  void write(List<Completion> completions) throws IOException {
    DataFileWriter<GenericRecord> writer = avro == null ? create() : avro;
    for (Completion completion : completions) {
      writer.append((GenericRecord) CODEC.write(completion, AvroShell.INSTANCE));
    }
    writer.flush();
  }

  /** Returns when all that was written is durable; the file may be closed then. */
  void makeDurable() throws IOException {
    if (out == null || closed) {
      return;
    }
    if (out.hasCapability(StreamCapabilities.HSYNC)) {
      out.hsync();
    } else {
      close();
    }
  }

  private DataFileWriter<GenericRecord> create() throws IOException {
    files.mkdirs(path.getParent());
    FSDataOutputStream created = files.create(path, false);
    out = created;
    DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(CODEC.schema()));
    writer.setCodec(CodecFactory.deflateCodec(1));
    writer.setMeta(VERSION_KEY, VERSION);
    // Blocks mostly end where a batch does. Avro sets the whole interval aside in memory.
    writer.setSyncInterval(BLOCK_BYTES);
    writer.create(CODEC.schema(), created);
    avro = writer;
    syncFolder(files, path.getParent());
    return writer;
  }

  /** A file's name is durable only when its folder is. */
  static void syncFolder(FileSystem files, Path path) {
    if (!(files instanceof RawLocalFileSystem local)) {
      return;
    }
    java.nio.file.Path folder = local.pathToFile(path).toPath();
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Not every platform can open a folder; the file itself is synced in any case.
      return;
    }
  }

  /** What was written is durable when this returns, also where closing alone does not sync. */
  void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    if (avro != null) {
      avro.close();
    } else if (out != null) {
      out.close();
    }
  }
}
