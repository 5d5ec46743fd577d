package io.synth.jobs.index;

import io.synth.SynthException;
import io.synth.corpus.PageFile;
import io.synth.corpus.PageFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/** A corpus folder on any Hadoop file system. */
final class HadoopPageFiles implements PageFiles {
  private static final long serialVersionUID = 1L;

  private final Path root;
  private final Path excluded;
  private final SerializableConfiguration hadoop;

  /**
   * @param excluded a folder that is left out, e.g. the index when it lies inside
   * @throws SynthException when there is no such folder
   */
  HadoopPageFiles(String root, Path excluded, Configuration hadoop) throws IOException {
    FileSystem files = new Path(root).getFileSystem(hadoop);
    this.root = files.makeQualified(new Path(root));
    this.excluded = excluded;
    this.hadoop = new SerializableConfiguration(hadoop);
    if (!isThere()) {
      throw new SynthException(
          SynthException.Code.DATA, root + " is no folder; name the folder that holds the data");
    }
  }

  private FileSystem files() throws IOException {
    return root.getFileSystem(hadoop.value());
  }

  private Path path(String within) {
    // A path of three parts: a colon in a name is no scheme.
    return within.isEmpty() ? root : new Path(root, new Path(null, null, within));
  }

  @Override
  public String name() {
    return root.toString();
  }

  @Override
  public boolean isThere() throws IOException {
    try {
      return files().getFileStatus(root).isDirectory();
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  @Override
  public byte[] read(String path) throws IOException {
    try (InputStream in = files().open(path(path))) {
      return in.readAllBytes();
    }
  }

  @Override
  public Entries list(String folder) throws IOException {
    try {
      return new Listing(folder, files().listStatusIterator(path(folder)));
    } catch (FileNotFoundException | AccessControlException e) {
      return Entries.of(PageFile.unreadable(folder));
    }
  }

  private final class Listing implements Entries {
    private final String folder;
    private final RemoteIterator<FileStatus> children;

    Listing(String folder, RemoteIterator<FileStatus> children) {
      this.folder = folder;
      this.children = children;
    }

    @Override
    public @Nullable PageFile next() throws IOException {
      while (children.hasNext()) {
        FileStatus child = children.next();
        String name = child.getPath().getName();
        if (!PageFile.isHidden(name) && !child.getPath().equals(excluded)) {
          String path = folder.isEmpty() ? name : folder + "/" + name;
          return child.isDirectory()
              ? PageFile.folder(path)
              : new PageFile(path, child.getLen(), child.getModificationTime(), PageFile.Kind.FILE);
        }
      }
      return null;
    }

    @Override
    public void close() throws IOException {
      if (children instanceof java.io.Closeable open) {
        open.close();
      }
    }
  }
}
