package io.synth.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Writes tables of data as Markdown tables, and tables that only lay a page out as their content.
 */
final class TableMarkdown {
  private static final int MAX_SPAN = 100;

  /** A longer cell, in UTF-16 code units, is a column of a page. */
  private static final int LONGEST_DATA = 1500;

  private final HtmlMarkdown page;

  TableMarkdown(HtmlMarkdown page) {
    this.page = page;
  }

  List<String> blocks(Element table) {
    List<Element> rows = rows(table);
    List<String> blocks = new ArrayList<>();
    Element caption = table.selectFirst("> caption");
    if (caption != null) {
      blocks.addAll(page.blocks(caption));
    }
    if (isLayout(table, rows)) {
      for (Element row : rows) {
        for (Element cell : cells(row)) {
          blocks.addAll(page.blocks(cell));
        }
      }
      return blocks;
    }
    List<List<String>> grid = grid(rows);
    int width = grid.stream().mapToInt(List::size).max().orElse(0);
    if (width == 0) {
      return blocks;
    }
    StringBuilder lines = new StringBuilder();
    boolean headed = isHeader(rows.get(0));
    line(headed ? grid.get(0) : List.of(), width, lines);
    lines.append("|").append(" --- |".repeat(width)).append('\n');
    for (List<String> row : headed ? grid.subList(1, grid.size()) : grid) {
      line(row, width, lines);
    }
    blocks.add(lines.toString().stripTrailing());
    return blocks;
  }

  private static List<Element> rows(Element table) {
    List<Element> rows = new ArrayList<>();
    for (Element row : table.select("tr")) {
      if (table.equals(row.closest("table")) && !cells(row).isEmpty()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static List<Element> cells(Element row) {
    List<Element> cells = new ArrayList<>();
    for (Element cell : row.children()) {
      if (cell.normalName().equals("td") || cell.normalName().equals("th")) {
        cells.add(cell);
      }
    }
    return cells;
  }

  private static boolean isLayout(Element table, List<Element> rows) {
    String role = table.attr("role");
    if (role.equals("presentation") || role.equals("none")) {
      return true;
    }
    boolean column = rows.stream().allMatch(row -> cells(row).size() < 2);
    return column
        || table.selectFirst("td table, td h1, td h2, td h3, td p ~ p ~ p") != null
        || rows.stream()
            .flatMap(row -> cells(row).stream())
            .anyMatch(cell -> cell.text().length() > LONGEST_DATA);
  }

  private static boolean isHeader(Element row) {
    Element group = row.parent();
    return (group != null && group.normalName().equals("thead"))
        || cells(row).stream().allMatch(cell -> cell.normalName().equals("th"));
  }

  private List<List<String>> grid(List<Element> rows) {
    List<List<String>> grid = new ArrayList<>();
    // Cells that reach down from rows above, by column: their text and the rows still to come.
    Map<Integer, Reaching> reaching = new TreeMap<>();
    for (Element row : rows) {
      List<String> line = new ArrayList<>();
      for (Element cell : cells(row)) {
        fill(line, reaching);
        String text = cellText(cell);
        int down = span(cell, "rowspan");
        for (int i = span(cell, "colspan"); i > 0; i--) {
          if (down > 1) {
            reaching.put(line.size(), new Reaching(text, down - 1));
          }
          line.add(text);
          text = "";
        }
      }
      fill(line, reaching);
      grid.add(line);
    }
    return grid;
  }

  private record Reaching(String text, int rows) {}

  private static void fill(List<String> line, Map<Integer, Reaching> reaching) {
    for (Reaching cell = take(line.size(), reaching);
        cell != null;
        cell = take(line.size(), reaching)) {
      line.add(cell.text());
    }
  }

  private static @Nullable Reaching take(int column, Map<Integer, Reaching> reaching) {
    Reaching cell = reaching.remove(column);
    // A cell that the row itself just set reaches from the next row on: it lies left of the end.
    if (cell != null && cell.rows() > 1) {
      reaching.put(column, new Reaching(cell.text(), cell.rows() - 1));
    }
    return cell;
  }

  private String cellText(Element cell) {
    return String.join(" ", page.blocks(cell)).replace('\n', ' ').replace("|", "\\|");
  }

  private static int span(Element cell, String attribute) {
    try {
      int span = Integer.parseInt(cell.attr(attribute).strip());
      return Math.max(1, Math.min(span, MAX_SPAN));
    } catch (NumberFormatException e) {
      return 1;
    }
  }

  private static void line(List<String> cells, int width, StringBuilder lines) {
    lines.append('|');
    for (int i = 0; i < width; i++) {
      lines.append(' ').append(i < cells.size() ? cells.get(i) : "").append(" |");
    }
    lines.append('\n');
  }
}
