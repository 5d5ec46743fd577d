package io.synth.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;

/** Ids that are made from content: equal content, equal id, on every machine. */
public final class ContentHash {
  private ContentHash() {}

  /**
   * 32 hexadecimal digits of the SHA-256 over the parts, each in NFC and preceded by its length.
   */
  public static String id(String... parts) {
    return full(parts).substring(0, 32);
  }

  /**
   * An id of what belongs to something else: 8 digits of that one's id, then 24 of the hash. Sorted
   * or grouped by their ids, things that belong together come together.
   */
  public static String idWithin(String whole, String... parts) {
    return whole.substring(0, 8) + full(parts).substring(0, 24);
  }

  /** The same hash as {@link #id}, whole: 64 hexadecimal digits. */
  public static String full(String... parts) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    for (String part : parts) {
      byte[] bytes =
          Normalizer.normalize(part, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Eight bytes of the hash, as a seed for a generator of random numbers. */
  public static long seed(String... parts) {
    return Long.parseUnsignedLong(full(parts).substring(0, 16), 16);
  }
}
