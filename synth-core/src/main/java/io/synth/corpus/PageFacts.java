package io.synth.corpus;

/**
 * What a page tells of itself; empty where it does not.
 *
 * @param url canonical address
 * @param date ISO 8601
 * @param lang language tag as the page has it
 */
record PageFacts(String url, String title, String publisher, String date, String lang) {
  static final PageFacts NONE = new PageFacts("", "", "", "", "");

  /** These facts, those of another where there are none. */
  PageFacts or(PageFacts other) {
    return new PageFacts(
        first(url, other.url),
        first(title, other.title),
        first(publisher, other.publisher),
        first(date, other.date),
        first(lang, other.lang));
  }

  private static String first(String a, String b) {
    return a.isEmpty() ? b : a;
  }
}
