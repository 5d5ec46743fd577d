package io.synth.jobs.stage;

import com.google.common.io.ByteArrayDataOutput;
import com.google.common.io.ByteStreams;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Parts of an item's payload in one array of bytes, each preceded by its length. */
public final class Payload {
  private Payload() {}

  public static byte[] of(byte[]... parts) {
    ByteArrayDataOutput out = ByteStreams.newDataOutput();
    for (byte[] part : parts) {
      out.writeInt(part.length);
      out.write(part);
    }
    return out.toByteArray();
  }

  /** A text as a part. */
  public static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Reads the parts of a payload in order. */
  public static Reader read(byte[] payload) {
    return new Reader(ByteBuffer.wrap(payload));
  }

  /** The parts, one after the other. */
  public static final class Reader {
    private final ByteBuffer in;

    private Reader(ByteBuffer in) {
      this.in = in;
    }

    public byte[] bytes() {
      byte[] part = new byte[in.getInt()];
      in.get(part);
      return part;
    }

    /** Whether there is another part. */
    public boolean more() {
      return in.hasRemaining();
    }

    public String text() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }
  }
}
