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

/** The file of a segment that is being written. Used by one thread at a time. */
final class SegmentFile {
  /** A completion as the journal's files hold it. */
  static final RecordCodec<Completion> CODEC =
      RecordCodec.of(Completion.class, Schemas.avro("completion"));

  private static final int BLOCK_BYTES = 256 << 10;

  private final FileSystem files;
  private final Path path;
  private @Nullable FSDataOutputStream out;
  private @Nullable DataFileWriter<GenericRecord> avro;

  SegmentFile(FileSystem files, Path path) {
    this.files = files;
    this.path = path;
  }

  Path path() {
    return path;
  }

  /** Writes the completions as one block, and returns when it is durable. */
  void append(List<Completion> completions) throws IOException {
    DataFileWriter<GenericRecord> writer = avro == null ? create() : avro;
    for (Completion completion : completions) {
      writer.append((GenericRecord) CODEC.write(completion, AvroShell.INSTANCE));
    }
    writer.flush();
    if (out != null) {
      out.hsync();
    }
  }

  private DataFileWriter<GenericRecord> create() throws IOException {
    files.mkdirs(path.getParent());
    FSDataOutputStream created = files.create(path, false);
    out = created;
    if (!created.hasCapability(StreamCapabilities.HSYNC)) {
      created.close();
      files.delete(path, false);
      throw new IOException(
          "the file system "
              + files.getUri()
              + " keeps nothing of a file before it is closed; put the journal on HDFS or on a"
              + " shared file: folder");
    }
    DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(CODEC.schema()));
    writer.setCodec(CodecFactory.deflateCodec(1));
    // Blocks mostly end where a batch does. Avro sets the whole interval aside in memory.
    writer.setSyncInterval(BLOCK_BYTES);
    writer.create(CODEC.schema(), created);
    avro = writer;
    syncFolder();
    return writer;
  }

  /** A file's name is durable only when its folder is. */
  private void syncFolder() {
    if (!(files instanceof RawLocalFileSystem local)) {
      return;
    }
    java.nio.file.Path folder = local.pathToFile(path.getParent()).toPath();
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Not every platform can open a folder; the file itself is synced in any case.
      return;
    }
  }

  void close() throws IOException {
    if (avro != null) {
      avro.close();
    } else if (out != null) {
      out.close();
    }
  }
}
