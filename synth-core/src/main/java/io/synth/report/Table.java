package io.synth.report;

/**
 * A table with a caption and headers, in a box of its own that scrolls sideways where the window is
 * narrow. Not thread-safe.
 */
final class Table implements AutoCloseable {
  private final Html html;

  /**
   * Opens the table.
   *
   * @param columns titles; one that begins with {@code #} heads a column of numbers
   */
  Table(Html html, String caption, String... columns) {
    this.html = html;
    html.open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", caption);
    html.open("table").open("caption").element("span", caption).close();
    html.open("thead").open("tr");
    for (String column : columns) {
      boolean number = column.startsWith("#");
      html.element(
          "th",
          number ? column.substring(1) : column,
          "scope",
          "col",
          "class",
          number ? "number" : "words");
    }
    html.close().close().open("tbody");
  }

  Table row() {
    html.open("tr");
    return this;
  }

  Table end() {
    html.close();
    return this;
  }

  /** The cell that names the row. */
  Table header(String text) {
    html.element("th", text, "scope", "row");
    return this;
  }

  Table words(String text) {
    html.element("td", text);
    return this;
  }

  /** An id, a folder, a code. */
  Table code(String text) {
    html.open("td").element("code", text).close();
    return this;
  }

  Table number(String text) {
    html.element("td", text, "class", "number");
    return this;
  }

  /** A number of rows; nothing is drawn faint, so that what is there stands out. */
  Table count(long n) {
    html.element("td", Numbers.count(n), "class", n == 0 ? "number none" : "number");
    return this;
  }

  @Override
  public void close() {
    html.close().close().close();
  }
}
