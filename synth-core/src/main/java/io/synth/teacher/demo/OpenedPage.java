package io.synth.teacher.demo;

/** A page as the tool showed it, its parts put together. */
record OpenedPage(
    String title,
    String url,
    String id,
    String publisher,
    String date,
    String authority,
    PageText text) {

  String subject() {
    return Names.subject(title);
  }

  boolean isAbout(String name) {
    return Names.same(subject(), name);
  }

  int rank() {
    return Hit.rank(authority);
  }
}
