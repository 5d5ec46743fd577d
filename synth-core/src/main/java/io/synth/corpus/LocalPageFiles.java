package io.synth.corpus;

import io.synth.SynthException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A corpus folder on this machine. Links are followed, but not back to a folder that they are in.
 */
public final class LocalPageFiles implements PageFiles {
  private static final long serialVersionUID = 1L;

  /** Unlike the time of the last write, the time of the last change cannot be set back. */
  private static final String CHANGED =
      FileSystems.getDefault().supportedFileAttributeViews().contains("unix")
          ? "unix:ctime"
          : "basic:lastModifiedTime";

  private final String root;
  private final String excluded;

  /**
   * @param excluded a folder that is left out, e.g. the index when it lies inside
   * @throws SynthException when there is no such folder
   */
  public LocalPageFiles(Path root, Path excluded) {
    Path absolute = root.toAbsolutePath().normalize();
    this.root = absolute.toString();
    this.excluded = excluded.toAbsolutePath().normalize().toString();
    if (!isThere()) {
      throw new SynthException(
          SynthException.Code.DATA, root + " is no folder; name the folder that holds the data");
    }
  }

  @Override
  public String name() {
    return root;
  }

  @Override
  public boolean isThere() {
    return Files.isDirectory(Path.of(root));
  }

  @Override
  public byte[] read(String path) throws IOException {
    return Files.readAllBytes(Path.of(root, path));
  }

  // Closed with the entries.
  @SuppressWarnings("StreamResourceLeak")
  @Override
  public Entries list(String folder) throws IOException {
    try {
      return new Listing(folder, Files.newDirectoryStream(Path.of(root, folder)));
    } catch (FileSystemException e) {
      return Entries.of(PageFile.unreadable(folder));
    }
  }

  private final class Listing implements Entries {
    private final String folder;
    private final DirectoryStream<Path> stream;
    private final Iterator<Path> children;
    private boolean failed;

    Listing(String folder, DirectoryStream<Path> stream) {
      this.folder = folder;
      this.stream = stream;
      this.children = stream.iterator();
    }

    @Override
    public @Nullable PageFile next() {
      try {
        while (!failed && children.hasNext()) {
          PageFile entry = entry(folder, children.next());
          if (entry != null) {
            return entry;
          }
        }
        return null;
      } catch (DirectoryIteratorException e) {
        failed = true;
        return PageFile.unreadable(folder);
      }
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  /** What a child of a folder is; null for what is left out. */
  private @Nullable PageFile entry(String folder, Path child) {
    String name = child.getFileName().toString();
    if (PageFile.isHidden(name) || child.toString().equals(excluded)) {
      return null;
    }
    String path = folder.isEmpty() ? name : folder + "/" + name;
    try {
      if (Files.isDirectory(child)) {
        boolean loops = Files.isSymbolicLink(child) && leadsBack(folder, child);
        return loops ? null : PageFile.folder(path);
      }
      Map<String, Object> file =
          Files.readAttributes(child, CHANGED + ",size,lastModifiedTime,isRegularFile");
      return Boolean.TRUE.equals(file.get("isRegularFile"))
              && file.get("size") instanceof Long size
              && file.get(CHANGED.substring(CHANGED.indexOf(':') + 1)) instanceof FileTime changed
          ? new PageFile(path, size, changed.toMillis(), PageFile.Kind.FILE)
          : PageFile.unreadable(path);
    } catch (IOException e) {
      return PageFile.unreadable(path);
    }
  }

  /** Whether a link in a folder leads to that folder or one above it. */
  private boolean leadsBack(String folder, Path link) throws IOException {
    Path target = link.toRealPath();
    Path above = Path.of(root);
    if (target.equals(above.toRealPath())) {
      return true;
    }
    for (Path part : Path.of(folder)) {
      above = above.resolve(part);
      if (target.equals(above.toRealPath())) {
        return true;
      }
    }
    return false;
  }
}
