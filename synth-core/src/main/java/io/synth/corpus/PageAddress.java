package io.synth.corpus;

import io.synth.model.ContentHash;

/** Hashes of addresses, equal for addresses of one page. */
public final class PageAddress {
  private PageAddress() {}

  public static long hash(String url) {
    return ContentHash.seed("address", Addresses.key(url));
  }
}
