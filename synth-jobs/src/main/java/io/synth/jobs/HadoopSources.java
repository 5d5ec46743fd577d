package io.synth.jobs;

import io.synth.seed.SourceFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/** Files that seeds point to, on any Hadoop file system. */
final class HadoopSources implements SourceFiles, Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MOST_BYTES = 16 << 20;

  private final String folder;
  private final SerializableConfiguration hadoop;

  /**
   * @param folder address of the folder of the seed file
   */
  HadoopSources(String folder, Configuration hadoop) {
    this.folder = folder;
    this.hadoop = new SerializableConfiguration(hadoop);
  }

  @Override
  public byte[] read(String path) throws IOException {
    Path file = resolve(path);
    FileSystem files = file.getFileSystem(hadoop.value());
    FileStatus status = status(files, file);
    if (status.isDirectory()) {
      throw new IOException("it is a folder");
    }
    if (status.getLen() > MOST_BYTES) {
      throw new IOException("it has " + status.getLen() + " bytes; 16 MiB is the most");
    }
    try (InputStream in = files.open(file)) {
      return in.readAllBytes();
    }
  }

  @Override
  public String folder(String path) throws IOException {
    Path place = resolve(path);
    FileSystem files = place.getFileSystem(hadoop.value());
    if (!status(files, place).isDirectory()) {
      throw new IOException("it is not a folder");
    }
    return files.makeQualified(place).toUri().getPath();
  }

  private static FileStatus status(FileSystem files, Path path) throws IOException {
    try {
      return files.getFileStatus(path);
    } catch (FileNotFoundException e) {
      throw new IOException("there is no such file or folder", e);
    }
  }

  private Path resolve(String path) throws IOException {
    Path from = new Path(folder);
    Path to;
    try {
      to = new Path(from, new Path(path));
    } catch (IllegalArgumentException e) {
      throw new IOException("it is not a path", e);
    }
    @Nullable String scheme = to.toUri().getScheme();
    if (scheme != null && !scheme.equals(from.toUri().getScheme())) {
      throw new IOException("it is not where the seed file is; nothing is fetched from elsewhere");
    }
    return to;
  }
}
