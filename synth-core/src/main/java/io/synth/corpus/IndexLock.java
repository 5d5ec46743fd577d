package io.synth.corpus;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one thread of one process of this machine build an index; the others wait. The system gives
 * the lock back when a process ends, however it ends.
 */
public final class IndexLock {
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

  private IndexLock() {}

  /** Builds an index. */
  public interface Build<T> {
    T run() throws IOException;
  }

  /**
   * Waits for the lock of an index, and holds it while it is built.
   *
   * @param index folder of the index; need not exist
   * @throws IOException when no file can be made beside it
   */
  public static <T> T during(Path index, Build<T> build) throws IOException {
    Path place = index.toAbsolutePath().normalize();
    Path file = place.resolveSibling("." + place.getFileName() + ".lock");
    IN_THIS_PROCESS.lock();
    try {
      Files.createDirectories(place.resolveSibling("."));
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        lock(channel);
        return build.run();
      }
    } finally {
      IN_THIS_PROCESS.unlock();
    }
  }

  private static void lock(FileChannel channel) {
    try {
      channel.lock();
    } catch (IOException e) {
      // A file system without locks: the rename still keeps the index whole.
      return;
    }
  }
}
