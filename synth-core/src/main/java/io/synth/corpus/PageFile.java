package io.synth.corpus;

import java.io.Serializable;

/**
 * What a corpus folder holds: a file, a folder in it, or something that can be neither read nor
 * listed.
 *
 * @param path within the corpus folder, with slashes
 * @param size in bytes; 0 but for files
 * @param changed when it was last changed, milliseconds
 */
public record PageFile(String path, long size, long changed, Kind kind) implements Serializable {
  /** What it is. */
  public enum Kind {
    FILE,
    FOLDER,
    UNREADABLE
  }

  public static PageFile folder(String path) {
    return new PageFile(path, 0, 0, Kind.FOLDER);
  }

  /** Something that cannot be read. */
  public static PageFile unreadable(String path) {
    return new PageFile(path, 0, 0, Kind.UNREADABLE);
  }

  boolean isReadable() {
    return kind == Kind.FILE;
  }

  public boolean isFolder() {
    return kind == Kind.FOLDER;
  }

  /** Name by which a file or folder is left out, as version control and editors hide theirs. */
  public static boolean isHidden(String name) {
    return name.startsWith(".");
  }
}
