package io.synth.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The local file system under another scheme, as a process sees it that is killed: after so many
 * changes nothing changes any more, and of the last write half of the bytes are there.
 */
public final class MortalFileSystem extends RawLocalFileSystem {
  private static final AtomicInteger LEFT = new AtomicInteger();

  static void dieAfter(int changes) {
    LEFT.set(changes);
  }

  private static void change() throws IOException {
    if (LEFT.decrementAndGet() < 0) {
      throw new IOException("killed");
    }
  }

  @Override
  public URI getUri() {
    return URI.create("mortal:///");
  }

  @Override
  public String getScheme() {
    return "mortal";
  }

  @Override
  public FSDataOutputStream create(Path path, boolean overwrite) throws IOException {
    change();
    return new FSDataOutputStream(new Mortal(super.create(path, overwrite)), null);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    change();
    return super.rename(from, to);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    change();
    return super.delete(path, recursive);
  }

  private static final class Mortal extends OutputStream {
    private final FSDataOutputStream out;

    private Mortal(FSDataOutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      change();
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        change();
      } catch (IOException e) {
        out.write(bytes, offset, LEFT.get() == -1 ? length / 2 : 0);
        throw e;
      }
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
