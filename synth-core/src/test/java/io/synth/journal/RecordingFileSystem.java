package io.synth.journal;

import java.io.ByteArrayInputStream;
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
      if (FAIL.getAndSet(false)) {
        throw new IOException("no space left on device");
      }
      Runnable before = beforeFirst;
      beforeFirst = null;
      if (before != null) {
        before.run();
      }
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

  /** Keeps nothing before close, as object stores do. */
  public static final class WithoutSync extends RecordingFileSystem {
    @Override
    public FSDataOutputStream create(Path path, boolean overwrite) throws IOException {
      return new FSDataOutputStream(
          new OutputStream() {
            @Override
            public void write(int b) {}
          },
          null);
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
