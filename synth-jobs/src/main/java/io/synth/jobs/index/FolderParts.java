package io.synth.jobs.index;

import io.synth.corpus.FileWalk;
import io.synth.corpus.PageFile;
import io.synth.corpus.PageFiles;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Divides a corpus folder into parts that tasks list side by side. The driver looks only at as many
 * folders as it takes, from the top, and never keeps the names of files.
 */
final class FolderParts {
  /** A folder with more folders in it is listed by one task, however many they are. */
  private static final int MOST_CHILDREN = 10_000;

  private FolderParts() {}

  /**
   * A part of the corpus folder.
   *
   * @param deep whether what lies below its folders belongs to it too
   */
  record Part(String folder, boolean deep) implements Serializable {
    FileWalk walk(PageFiles files) {
      return new FileWalk(files, folder, deep);
    }
  }

  /**
   * @param enough parts from which on no further folder is divided
   */
  static List<Part> of(PageFiles files, int enough) throws IOException {
    List<Part> parts = new ArrayList<>();
    Deque<String> folders = new ArrayDeque<>(List.of(""));
    while (!folders.isEmpty() && parts.size() + folders.size() < enough) {
      String folder = folders.remove();
      List<String> inside = foldersIn(files, folder);
      boolean divided = inside.size() <= MOST_CHILDREN;
      parts.add(new Part(folder, !divided));
      if (divided) {
        folders.addAll(inside);
      }
    }
    folders.forEach(folder -> parts.add(new Part(folder, true)));
    return parts;
  }

  /** Folders in a folder, but no more than tell that there are too many. */
  private static List<String> foldersIn(PageFiles files, String folder) throws IOException {
    List<String> inside = new ArrayList<>();
    try (PageFiles.Entries entries = files.list(folder)) {
      @Nullable PageFile entry = entries.next();
      while (entry != null && inside.size() <= MOST_CHILDREN) {
        if (entry.isFolder()) {
          inside.add(entry.path());
        }
        entry = entries.next();
      }
    }
    return inside;
  }
}
