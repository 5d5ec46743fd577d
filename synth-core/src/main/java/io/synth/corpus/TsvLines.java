package io.synth.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a file of tab-separated values line by line; damaged UTF-8 is replaced, not fatal. */
final class TsvLines {
  /** Longer lines are no data. */
  private static final int MAX_LINE = 1 << 20;

  private TsvLines() {}

  /** Is handed each line that is not blank. */
  interface Visitor {
    /**
     * Takes a line.
     *
     * @param number from 1
     * @param columns stripped; the line's blank ones included
     */
    void line(long number, List<String> columns) throws IOException;
  }

  static void read(Path file, Visitor visitor) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Files.newInputStream(file),
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)))) {
      long number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        String content = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
        if (!content.isBlank()) {
          visitor.line(number, columns(content));
        }
      }
    }
  }

  private static List<String> columns(String line) {
    if (line.length() > MAX_LINE) {
      return List.of();
    }
    List<String> columns = new ArrayList<>();
    for (String column : line.split("\t", -1)) {
      columns.add(column.strip());
    }
    return columns;
  }
}
