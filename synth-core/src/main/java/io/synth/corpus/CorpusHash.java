package io.synth.corpus;

import io.synth.model.ContentHash;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Hash of a set of files that can be added up in any order, by any number of tasks: the sum of the
 * files' own hashes. It tells whether a folder has changed; it is no protection against someone who
 * makes two folders alike on purpose.
 *
 * @param high upper half of the sum
 * @param low lower half of the sum
 * @param files how many
 * @param bytes their sizes together
 */
public record CorpusHash(long high, long low, long files, long bytes) implements Serializable {
  public static final CorpusHash NONE = new CorpusHash(0, 0, 0, 0);

  /** Of a file's name, size and time of change: what can be told without reading it. */
  public static CorpusHash stamp(PageFile file) {
    return of(file, file.path(), Long.toString(file.size()), Long.toString(file.changed()));
  }

  /** Of a file's name and size. */
  public static CorpusHash names(PageFile file) {
    return of(file, file.path(), Long.toString(file.size()));
  }

  /** Of a file's name and content, read for it; of files that are no pages, name and size. */
  public static CorpusHash content(PageFile file, PageFiles files) {
    if (!isRead(file)) {
      return content(file, new byte[0]);
    }
    try {
      return content(file, files.read(file.path()));
    } catch (IOException e) {
      return content(PageFile.unreadable(file.path()), new byte[0]);
    }
  }

  static CorpusHash content(PageFile file, byte[] bytes) {
    return of(
        file, file.path(), isRead(file) ? HexFormat.of().formatHex(sha256(bytes)) : sizeOf(file));
  }

  /** Whether indexing reads a file. */
  static boolean isRead(PageFile file) {
    return file.isReadable()
        && (file.path().equals(Sources.FILE)
            || (PageReader.mayBePage(file.path()) && file.size() <= PageReader.MAX_BYTES));
  }

  public CorpusHash plus(CorpusHash other) {
    long sum = low + other.low;
    long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    return new CorpusHash(high + other.high + carry, sum, files + other.files, bytes + other.bytes);
  }

  /** 32 hexadecimal digits of the sum, and the number of files. */
  public String text() {
    return String.format(Locale.ROOT, "%016x%016x-%d", high, low, files);
  }

  /** What {@link #text} gave; its bytes are not in it. */
  static CorpusHash parse(String text) {
    int dash = text.indexOf('-');
    return new CorpusHash(
        Long.parseUnsignedLong(text.substring(0, 16), 16),
        Long.parseUnsignedLong(text.substring(16, 32), 16),
        Long.parseLong(text.substring(dash + 1)),
        0);
  }

  private static CorpusHash of(PageFile file, String... parts) {
    String hash = ContentHash.full(parts);
    return new CorpusHash(
        Long.parseUnsignedLong(hash.substring(0, 16), 16),
        Long.parseUnsignedLong(hash.substring(16, 32), 16),
        1,
        file.size());
  }

  private static String sizeOf(PageFile file) {
    return file.isReadable() ? Long.toString(file.size()) : "unreadable";
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(ByteBuffer.wrap(bytes));
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
