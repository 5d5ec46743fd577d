package io.synth.report;

/** One part of the page, under a heading of its own. */
interface Section {
  /** Name in the page's address; lower case letters. */
  String anchor();

  String title();

  /** Writes what comes under the heading, for empty data a sentence that says so. */
  void write(ReportData data, Html html);

  /** The sentence that stands for empty data. */
  static void empty(Html html, String sentence) {
    html.element("p", sentence, "class", "empty");
  }
}
