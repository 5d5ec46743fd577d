package io.synth.teacher.demo;

/**
 * A value that a page states, and how.
 *
 * @param url the page that the value links to; empty for none
 * @param statement the sentence or table line that states it, as plain text
 * @param score how surely the wording states it
 */
record Found(
    Relation relation,
    String value,
    String url,
    String statement,
    OpenedPage page,
    boolean ownPage,
    double score) {

  Found withStatement(String newStatement) {
    return new Found(relation, value, url, newStatement, page, ownPage, score);
  }
}
