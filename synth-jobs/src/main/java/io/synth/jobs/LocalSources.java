package io.synth.jobs;

import io.synth.seed.SourceFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/** Files that seeds point to, on this machine. */
public final class LocalSources implements SourceFiles {
  private final HadoopSources sources;

  /**
   * @param folder folder of the seed file
   */
  public LocalSources(Path folder) {
    this.sources = new HadoopSources(folder.toUri().toString(), new Configuration());
  }

  @Override
  public byte[] read(String path) throws IOException {
    return sources.read(path);
  }

  @Override
  public String folder(String path) throws IOException {
    return sources.folder(path);
  }
}
