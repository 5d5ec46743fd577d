package io.synth.jobs.governor;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;

/**
 * Messages as bytes. Spark's own serialization of an answer knows nothing of the classes of an
 * application's jar on an executor, so what crosses its RPC is an array of bytes.
 */
final class Wire {
  private static final ObjectInputFilter OURS =
      ObjectInputFilter.Config.createFilter("io.synth.**;java.base/*;!*");

  private Wire() {}

  static byte[] bytes(Serializable message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(message);
    } catch (IOException e) {
      throw new IllegalArgumentException("a message that cannot be written: " + message, e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #bytes} wrote.
   *
   * @throws IllegalArgumentException when it is no such message
   */
  static <T> T read(Object bytes, Class<T> type) {
    if (!(bytes instanceof byte[] message)) {
      throw new IllegalArgumentException("not a message of the governor: " + bytes);
    }
    try (ObjectInputStream in = new OurClasses(message)) {
      in.setObjectInputFilter(OURS);
      return type.cast(in.readObject());
    } catch (IOException | ClassNotFoundException | ClassCastException e) {
      throw new IllegalArgumentException("a message that cannot be read: " + e, e);
    }
  }

  /** Looks classes up where this one comes from. */
  private static final class OurClasses extends ObjectInputStream {
    OurClasses(byte[] message) throws IOException {
      super(new ByteArrayInputStream(message));
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass described) throws ClassNotFoundException {
      return Class.forName(described.getName(), false, Wire.class.getClassLoader());
    }
  }
}
