package io.synth.corpus;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of a corpus folder, wherever it lies. Hidden ones are left out. Thread-safe. */
public interface PageFiles extends Serializable {
  /** What a folder holds, one after the other: it may be more than fits into memory. */
  interface Entries extends Closeable {
    /** The next one; null at the end. */
    @Nullable PageFile next() throws IOException;

    /** A single one. */
    static Entries of(PageFile only) {
      Iterator<PageFile> one = List.of(only).iterator();
      return new Entries() {
        @Override
        public @Nullable PageFile next() {
          return one.hasNext() ? one.next() : null;
        }

        @Override
        public void close() {
          // Nothing is open.
        }
      };
    }
  }

  /** Where the corpus folder lies, for messages. */
  String name();

  /** Whether the corpus folder can be seen from this machine. */
  boolean isThere() throws IOException;

  /**
   * What a folder holds, in no order; itself, unreadable, when it cannot be listed.
   *
   * @param folder path within the corpus folder; empty for the corpus folder itself
   */
  Entries list(String folder) throws IOException;

  /**
   * Bytes of a file.
   *
   * @throws java.io.FileNotFoundException or {@link java.nio.file.NoSuchFileException} when there
   *     is none
   */
  byte[] read(String path) throws IOException;
}
