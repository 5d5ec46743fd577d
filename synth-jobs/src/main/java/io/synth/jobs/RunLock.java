package io.synth.jobs;

import io.synth.SynthException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two processes of one machine from working in one run folder. The system gives the lock back
 * when a process ends, however it ends. Folders on other file systems are not locked.
 */
final class RunLock implements AutoCloseable {
  private final @Nullable FileChannel channel;

  private RunLock(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of a run.
   *
   * @throws SynthException when another process has it, or the folder cannot be made
   */
  static RunLock take(String address) {
    if (address.contains(":/")) {
      return new RunLock(null);
    }
    Path folder = Path.of(address);
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      @Nullable FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw taken(address);
      }
      return new RunLock(channel);
    } catch (OverlappingFileLockException e) {
      throw taken(address);
    } catch (FileAlreadyExistsException e) {
      throw new SynthException(
          SynthException.Code.DATA,
          e.getFile() + " is a file; name a folder for the run with --run",
          e);
    } catch (IOException e) {
      throw new SynthException(
          SynthException.Code.DATA,
          "cannot write to the run's folder "
              + address
              + " ("
              + e.getClass().getSimpleName()
              + ": "
              + e.getMessage()
              + "); name another one with --run",
          e);
    }
  }

  private static SynthException taken(String address) {
    return new SynthException(
        SynthException.Code.USAGE,
        "another process works in " + address + "; wait for it, or name another folder with --run");
  }

  @Override
  public void close() {
    FileChannel open = channel;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
