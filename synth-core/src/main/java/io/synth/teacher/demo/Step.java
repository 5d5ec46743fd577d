package io.synth.teacher.demo;

import java.util.List;

/** What research needs or knows at a point. */
sealed interface Step {
  /** Searches to make next. */
  record Search(List<String> queries, String thought) implements Step {}

  /** Pages to open next. */
  record Open(List<String> urls, String thought) implements Step {}

  /**
   * Something found: its name, its page (empty for none known), and the statements that led there,
   * in order.
   *
   * @param others statements that contradict the last one
   */
  record Known(String name, String url, List<Found> trail, List<Found> others) implements Step {}

  /** Nothing found, and nowhere left to look. */
  record Unknown(String what) implements Step {}
}
