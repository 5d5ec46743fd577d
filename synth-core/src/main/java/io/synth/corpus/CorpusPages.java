package io.synth.corpus;

import io.synth.SynthException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * The pages of a corpus folder as an index would have them, without an index: one after the other,
 * in no order, or one by its path.
 */
public final class CorpusPages {
  private final PageFiles files;
  private final PageReader reader;

  /**
   * Reads nothing yet but the folder's {@code sources.yaml}.
   *
   * @throws SynthException when there is no such folder, or that file is wrong
   */
  public CorpusPages(Path folder) {
    this.files = new LocalPageFiles(folder, folder);
    this.reader = new PageReader(Sources.read(files));
  }

  /** Is handed what becomes of each file. */
  public interface Visitor {
    /** A page. */
    void page(String path, Page page);

    /**
     * A file that is no page.
     *
     * @param reason short code, e.g. {@code binary}
     */
    void skipped(String path, String reason);
  }

  /**
   * Reads all pages.
   *
   * @throws SynthException when the folder cannot be listed
   */
  public void read(Visitor visitor, IndexProgress progress) {
    try (FileWalk counted = new FileWalk(files, "", true);
        FileWalk walk = new FileWalk(files, "", true)) {
      long all = 0;
      while (counted.hasNext()) {
        counted.next();
        all++;
      }
      long done = 0;
      while (walk.hasNext()) {
        visit(walk.next(), visitor);
        progress.at(++done, all);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new SynthException(
          SynthException.Code.DATA, files.name() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * One page.
   *
   * @param path within the folder
   * @throws SynthException when it can no longer be read
   */
  public Page page(String path) {
    try {
      return reader.file(path, files.read(path));
    } catch (IOException | UnreadablePageException e) {
      throw new SynthException(
          SynthException.Code.DATA,
          files.name()
              + "/"
              + path
              + " cannot be read any more ("
              + e.getMessage()
              + "); start again",
          e);
    }
  }

  private void visit(PageFile file, Visitor visitor) {
    if (file.path().equals(Sources.FILE)) {
      return;
    }
    if (!file.isReadable()) {
      visitor.skipped(file.path(), "unreadable");
      return;
    }
    if (!PageReader.mayBePage(file.path())) {
      visitor.skipped(file.path(), "not_a_page");
      return;
    }
    if (file.size() > PageReader.MAX_BYTES) {
      visitor.skipped(file.path(), "too_large");
      return;
    }
    Page page;
    try {
      page = reader.file(file.path(), files.read(file.path()));
    } catch (UnreadablePageException e) {
      visitor.skipped(file.path(), e.reason());
      return;
    } catch (IOException e) {
      visitor.skipped(file.path(), "unreadable");
      return;
    } catch (RuntimeException | StackOverflowError e) {
      visitor.skipped(file.path(), "broken");
      return;
    }
    visitor.page(file.path(), page);
  }
}
