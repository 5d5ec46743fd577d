package io.synth.agent.tool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Edits of a text, each as a block of lines to find and a block to put in their place. Lines are
 * found exactly, else as part of a line, else but for white space. All edits are made or none.
 */
record PatchEdit(List<Block> blocks) {
  private static final String SEARCH = "<<<<<<< SEARCH";
  private static final String DIVIDER = "=======";
  private static final String REPLACE = ">>>>>>> REPLACE";
  private static final String LAYOUT =
      "a patch is blocks of the lines " + SEARCH + ", …, " + DIVIDER + ", …, " + REPLACE;
  private static final int SHOWN_PLACES = 5;

  PatchEdit {
    blocks = List.copyOf(blocks);
  }

  /** One edit. */
  record Block(List<String> search, List<String> replace) {
    Block {
      search = List.copyOf(search);
      replace = List.copyOf(replace);
    }
  }

  private enum Part {
    OUTSIDE,
    SEARCH,
    REPLACE
  }

  /**
   * Reads blocks; text around them is passed over.
   *
   * @throws ToolException telling the line that is out of place
   */
  static PatchEdit parse(String patch) throws ToolException {
    List<Block> blocks = new ArrayList<>();
    List<String> search = new ArrayList<>();
    List<String> replace = new ArrayList<>();
    Part part = Part.OUTSIDE;
    int number = 0;
    for (String line : lines(patch)) {
      number++;
      String mark = line.strip();
      if (part == Part.OUTSIDE) {
        if (mark.matches("<{5,9} ?SEARCH")) {
          part = Part.SEARCH;
        } else if (mark.matches(">{5,9} ?REPLACE")) {
          throw new ToolException(
              "line "
                  + number
                  + " of the patch is "
                  + REPLACE
                  + " without a block before it; "
                  + LAYOUT);
        }
      } else if (mark.matches("<{5,9} ?SEARCH")) {
        throw new ToolException(
            "line " + number + " of the patch begins a block within a block; " + LAYOUT);
      } else if (part == Part.SEARCH && mark.matches("={5,9}")) {
        part = Part.REPLACE;
      } else if (part == Part.REPLACE && mark.matches(">{5,9} ?REPLACE")) {
        blocks.add(new Block(search, replace));
        search = new ArrayList<>();
        replace = new ArrayList<>();
        part = Part.OUTSIDE;
      } else {
        (part == Part.SEARCH ? search : replace).add(line);
      }
    }
    if (part != Part.OUTSIDE) {
      throw new ToolException("the last block of the patch does not end; " + LAYOUT);
    }
    if (blocks.isEmpty()) {
      throw new ToolException("the patch has no block; " + LAYOUT);
    }
    return new PatchEdit(blocks);
  }

  /**
   * The text with all edits made, one after the other.
   *
   * @throws ToolException when the lines of a block are found nowhere, or in several places
   */
  String apply(String text, String path) throws ToolException {
    boolean ended = text.endsWith("\n");
    String result = ended ? text.substring(0, text.length() - 1) : text;
    for (int i = 0; i < blocks.size(); i++) {
      result = apply(blocks.get(i), result, "block " + (i + 1) + " of the patch", path);
    }
    return ended && !result.isEmpty() ? result + "\n" : result;
  }

  private static String apply(Block block, String text, String name, String path)
      throws ToolException {
    List<String> search = block.search();
    if (search.stream().allMatch(String::isBlank)) {
      if (text.isBlank()) {
        return String.join("\n", block.replace());
      }
      throw new ToolException(
          name + " searches for nothing; name the lines of " + path + " to replace, or use append");
    }
    List<String> lines = lines(text);
    List<Integer> exact = places(lines, search, false);
    if (!exact.isEmpty()) {
      return replaced(lines, only(exact, name, path), search.size(), block.replace());
    }
    String part = String.join("\n", search);
    int at = text.indexOf(part);
    if (at >= 0) {
      if (text.indexOf(part, at + 1) >= 0) {
        throw new ToolException(
            name + " is found in several places of " + path + "; search for more of the line");
      }
      return text.substring(0, at)
          + String.join("\n", block.replace())
          + text.substring(at + part.length());
    }
    List<Integer> loose = places(lines, search, true);
    if (loose.isEmpty()) {
      throw new ToolException(name + " is not found in " + path + "; " + closest(lines, search));
    }
    int place = only(loose, name, path);
    String shift = shift(search, lines.subList(place, place + search.size()));
    return replaced(lines, place, search.size(), indented(block.replace(), shift));
  }

  private static List<Integer> places(List<String> lines, List<String> search, boolean loose) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i + search.size() <= lines.size(); i++) {
      boolean same = true;
      for (int j = 0; same && j < search.size(); j++) {
        String a = lines.get(i + j);
        String b = search.get(j);
        same = loose ? bare(a).equals(bare(b)) : a.equals(b);
      }
      if (same) {
        places.add(i);
      }
    }
    return places;
  }

  private static int only(List<Integer> places, String name, String path) throws ToolException {
    if (places.size() > 1) {
      String numbers =
          places.stream()
              .limit(SHOWN_PLACES)
              .map(place -> Integer.toString(place + 1))
              .collect(Collectors.joining(", "));
      throw new ToolException(
          name
              + " is found in several places of "
              + path
              + ", from lines "
              + numbers
              + (places.size() > SHOWN_PLACES ? " and others" : "")
              + "; search for more lines around the one you mean");
    }
    return places.get(0);
  }

  private static String replaced(
      List<String> lines, int place, int length, List<String> replacement) {
    List<String> result = new ArrayList<>(lines.subList(0, place));
    result.addAll(replacement);
    result.addAll(lines.subList(place + length, lines.size()));
    return String.join("\n", result);
  }

  private static String closest(List<String> lines, List<String> search) {
    String wanted =
        Objects.requireNonNull(search.stream().filter(l -> !l.isBlank()).findFirst().orElse(""));
    int best = -1;
    double most = 0;
    for (int i = 0; i < lines.size(); i++) {
      double likeness = Likeness.of(bare(wanted), bare(lines.get(i)));
      if (likeness > most) {
        best = i;
        most = likeness;
      }
    }
    return best < 0
        ? "read the file and copy the lines to replace"
        : "the closest to its first line is line " + (best + 1) + ": " + lines.get(best).strip();
  }

  private static String bare(String line) {
    return Lines.one(line);
  }

  /** Indentation that the file has and the block lacks. */
  private static String shift(List<String> search, List<String> found) {
    for (int i = 0; i < search.size(); i++) {
      if (!search.get(i).isBlank()) {
        String own = indentation(search.get(i));
        String there = indentation(found.get(i));
        return there.endsWith(own) ? there.substring(0, there.length() - own.length()) : "";
      }
    }
    return "";
  }

  private static List<String> indented(List<String> lines, String shift) {
    return lines.stream().map(line -> line.isBlank() ? line : shift + line).toList();
  }

  private static String indentation(String line) {
    return line.substring(0, line.length() - line.stripLeading().length());
  }

  private static List<String> lines(String text) {
    return Arrays.asList(text.replace("\r\n", "\n").split("\n", -1));
  }
}
