package io.synth.corpus;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The files in and below a folder, in no order. Holds the names of folders that are still to be
 * listed, not of files. Throws {@link UncheckedIOException}.
 */
public final class FileWalk implements Iterator<PageFile>, Closeable {
  private final PageFiles files;
  private final boolean deep;
  private final Deque<String> folders = new ArrayDeque<>();
  private PageFiles.@Nullable Entries open;
  private @Nullable PageFile next;

  /**
   * @param folder path within the corpus folder; empty for the corpus folder itself
   * @param deep whether what lies in folders of the folder belongs to it
   */
  public FileWalk(PageFiles files, String folder, boolean deep) {
    this.files = files;
    this.deep = deep;
    folders.push(folder);
  }

  @Override
  public boolean hasNext() {
    try {
      while (next == null) {
        PageFiles.Entries entries = open;
        if (entries == null) {
          if (folders.isEmpty()) {
            return false;
          }
          open = files.list(folders.pop());
          continue;
        }
        PageFile entry = entries.next();
        if (entry == null) {
          close();
        } else if (!entry.isFolder()) {
          next = entry;
        } else if (deep) {
          folders.push(entry.path());
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(files.name() + " cannot be listed", e);
    }
  }

  @Override
  public PageFile next() {
    PageFile file = hasNext() ? next : null;
    if (file == null) {
      throw new NoSuchElementException();
    }
    next = null;
    return file;
  }

  @Override
  public void close() throws IOException {
    PageFiles.Entries entries = open;
    open = null;
    if (entries != null) {
      entries.close();
    }
  }
}
