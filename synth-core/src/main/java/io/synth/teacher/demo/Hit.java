package io.synth.teacher.demo;

import java.util.List;
import java.util.Set;

/**
 * A search result as the tool showed it.
 *
 * @param terms content terms of title and snippet
 */
record Hit(
    String query,
    String title,
    String url,
    String id,
    String publisher,
    String date,
    String authority,
    String snippet,
    Set<String> terms) {
  private static final List<String> AUTHORITIES =
      List.of("official", "academic", "news", "commercial", "personal");

  /** 0 for the most authoritative. */
  static int rank(String authority) {
    int rank = AUTHORITIES.indexOf(authority);
    return rank < 0 ? AUTHORITIES.size() : rank;
  }

  String subject() {
    return Names.subject(title);
  }
}
