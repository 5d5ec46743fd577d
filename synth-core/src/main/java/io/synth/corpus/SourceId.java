package io.synth.corpus;

import io.synth.model.ContentHash;

/** Ids of sources in citations. */
public final class SourceId {
  private SourceId() {}

  /** {@code web_} and eight hexadecimal digits made from the address. */
  public static String of(String url) {
    return "web_" + ContentHash.full("source", url).substring(0, 8);
  }
}
