package io.synth.jobs.index;

import io.synth.corpus.LocalPageFiles;
import io.synth.corpus.PageFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** A corpus folder that tells what is read of it, and on which a task may die. */
final class WatchedFiles implements PageFiles {
  private static final long serialVersionUID = 1L;

  /** What was read, by all tasks of this JVM. */
  static final Set<String> READ = new ConcurrentSkipListSet<>();

  private final PageFiles files;
  private final @Nullable String deadly;

  /**
   * @param deadly the file on which a task dies; null for none
   */
  WatchedFiles(Path root, Path index, @Nullable String deadly) {
    this.files = new LocalPageFiles(root, index);
    this.deadly = deadly;
  }

  @Override
  public String name() {
    return files.name();
  }

  @Override
  public boolean isThere() throws IOException {
    return files.isThere();
  }

  @Override
  public Entries list(String folder) throws IOException {
    return files.list(folder);
  }

  @Override
  public byte[] read(String path) throws IOException {
    if (path.equals(deadly)) {
      throw new java.io.IOError(new IOException("the disk is gone"));
    }
    READ.add(path);
    return files.read(path);
  }
}
