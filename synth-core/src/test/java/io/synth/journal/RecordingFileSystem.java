package io.synth.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.Syncable;
import org.apache.hadoop.util.Progressable;
import org.jspecify.annotations.Nullable;

/** The local file system under another scheme: counts syncs, and fails where it is told to. */
public class RecordingFileSystem extends RawLocalFileSystem {
  static final AtomicInteger SYNCS = new AtomicInteger();
  private static final AtomicBoolean FAIL = new AtomicBoolean();
  private static volatile @Nullable Runnable beforeFirst;

  static void failNextSync() {
    FAIL.set(true);
  }

  static void holdFirstSyncUntil(int waiting, List<Thread> threads) {
    beforeFirst =
        () -> {
          while (threads.stream().filter(t -> t.getState() == Thread.State.WAITING).count()
              < waiting) {
            Thread.onSpinWait();
          }
        };
  }

  private static void beforeSync() throws IOException {
    if (FAIL.getAndSet(false)) {
      throw new IOException("no space left on device");
    }
    Runnable before = beforeFirst;
    beforeFirst = null;
    if (before != null) {
      before.run();
    }
  }

  @Override
  public URI getUri() {
    return URI.create("recording:///");
  }

  @Override
  public String getScheme() {
    return "recording";
  }

  @Override
  public FSDataOutputStream create(Path path, boolean overwrite) throws IOException {
    return new FSDataOutputStream(new Recording(super.create(path, overwrite)), null);
  }

  private static final class Recording extends OutputStream
      implements Syncable, StreamCapabilities {
    private final FSDataOutputStream out;

    private Recording(FSDataOutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void hflush() throws IOException {
      out.hflush();
    }

    @Override
    public void hsync() throws IOException {
      beforeSync();
      SYNCS.incrementAndGet();
      out.hsync();
    }

    @Override
    public boolean hasCapability(String capability) {
      return out.hasCapability(capability);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /**
   * Keeps and shows nothing of a file before it is closed, renames and appends nothing: as object
   * stores do.
   */
  public static final class WithoutSync extends RecordingFileSystem {
    @Override
    public FSDataOutputStream create(Path path, boolean overwrite) {
      return new FSDataOutputStream(new KeptAtClose(path), null);
    }

    @Override
    public boolean rename(Path from, Path to) {
      throw new UnsupportedOperationException("an object store copies where it is to rename");
    }

    @Override
    public FSDataOutputStream append(Path path, int buffer, @Nullable Progressable progress) {
      throw new UnsupportedOperationException("an object store cannot append");
    }

    private void put(Path path, byte[] bytes) throws IOException {
      try (FSDataOutputStream out = super.create(path, false)) {
        out.write(bytes);
      }
    }

    private final class KeptAtClose extends ByteArrayOutputStream {
      private final Path path;
      private boolean closed;

      private KeptAtClose(Path path) {
        this.path = path;
      }

      @Override
      public void close() throws IOException {
        if (closed) {
          return;
        }
        closed = true;
        beforeSync();
        put(path, toByteArray());
      }
    }
  }

  /** Gives a few bytes, then fails. */
  public static final class FailingRead extends RecordingFileSystem {
    @Override
    public FSDataInputStream open(Path path) {
      return new FSDataInputStream(new Failing());
    }
  }

  private static final class Failing extends FSInputStream {
    private final ByteArrayInputStream first = new ByteArrayInputStream(new byte[] {'O', 'b'});
    private int position;

    @Override
    public int read() throws IOException {
      int b = first.read();
      if (b < 0) {
        throw new IOException("the disk is gone");
      }
      position++;
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int b = read();
      bytes[offset] = (byte) b;
      return 1;
    }

    @Override
    public void seek(long newPosition) {}

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public boolean seekToNewSource(long target) {
      return false;
    }
  }
}
