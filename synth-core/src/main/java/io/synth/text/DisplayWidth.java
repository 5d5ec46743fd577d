package io.synth.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Columns that a text takes in a terminal: East Asian wide characters and emoji take two, combining
 * and invisible ones none, ANSI escape sequences none. Wide ranges after Unicode's
 * EastAsianWidth.txt (W and F).
 */
public final class DisplayWidth {
  private static final Pattern ANSI =
      Pattern.compile("\u001B(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001B]*(?:\u0007|\u001B\\\\)?)");
  private static final String RESET = "\u001B[0m";
  private static final char ELLIPSIS = '…';
  private static final int JOINER = 0x200D;
  private static final int EMOJI_STYLE = 0xFE0F;

  /** First and last code points of wide ranges, ascending. */
  private static final int[] WIDE = {
    0x1100, 0x115F, 0x231A, 0x231B, 0x23E9, 0x23EC, 0x23F0, 0x23F0, 0x23F3, 0x23F3, 0x25FD, 0x25FE,
    0x2614, 0x2615, 0x2648, 0x2653, 0x267F, 0x267F, 0x2693, 0x2693, 0x26A1, 0x26A1, 0x26AA, 0x26AB,
    0x26BD, 0x26BE, 0x26C4, 0x26C5, 0x26CE, 0x26CE, 0x26D4, 0x26D4, 0x26EA, 0x26EA, 0x26F2, 0x26F3,
    0x26F5, 0x26F5, 0x26FA, 0x26FA, 0x26FD, 0x26FD, 0x2705, 0x2705, 0x270A, 0x270B, 0x2728, 0x2728,
    0x274C, 0x274C, 0x274E, 0x274E, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797, 0x27B0, 0x27B0,
    0x27BF, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50, 0x2B55, 0x2B55, 0x2E80, 0x303E, 0x3041, 0x33FF,
    0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0xA000, 0xA4CF, 0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xF900, 0xFAFF,
    0xFE10, 0xFE19, 0xFE30, 0xFE6F, 0xFF00, 0xFF60, 0xFFE0, 0xFFE6, 0x16FE0, 0x18DFF, 0x1AFF0,
    0x1B2FF, 0x1F004, 0x1F004, 0x1F0CF, 0x1F0CF, 0x1F18E, 0x1F18E, 0x1F191, 0x1F19A, 0x1F200,
    0x1F320, 0x1F32D, 0x1F335, 0x1F337, 0x1F37C, 0x1F37E, 0x1F393, 0x1F3A0, 0x1F3CA, 0x1F3CF,
    0x1F3D3, 0x1F3E0, 0x1F3F0, 0x1F3F4, 0x1F3F4, 0x1F3F8, 0x1F43E, 0x1F440, 0x1F440, 0x1F442,
    0x1F4FC, 0x1F4FF, 0x1F53D, 0x1F54B, 0x1F54E, 0x1F550, 0x1F567, 0x1F57A, 0x1F57A, 0x1F595,
    0x1F596, 0x1F5A4, 0x1F5A4, 0x1F5FB, 0x1F64F, 0x1F680, 0x1F6C5, 0x1F6CC, 0x1F6CC, 0x1F6D0,
    0x1F6D2, 0x1F6D5, 0x1F6D7, 0x1F6DC, 0x1F6DF, 0x1F6EB, 0x1F6EC, 0x1F6F4, 0x1F6FC, 0x1F7E0,
    0x1F7EB, 0x1F7F0, 0x1F7F0, 0x1F90C, 0x1F93A, 0x1F93C, 0x1F945, 0x1F947, 0x1F9FF, 0x1FA70,
    0x1FAFF, 0x20000, 0x3FFFD
  };

  private DisplayWidth() {}

  /** Columns of a line. */
  public static int of(String text) {
    int columns = 0;
    for (int i = 0; i < text.length(); ) {
      int next = clusterEnd(text, i);
      columns += clusterWidth(text, i, next);
      i = next;
    }
    return columns;
  }

  /**
   * The line cut to at most {@code columns}, the last of which then holds an ellipsis; unchanged
   * where it fits. A cut line with colours ends with the reset sequence.
   */
  public static String cut(String text, int columns) {
    if (columns < 0) {
      throw new IllegalArgumentException("a width is at least 0 columns, not " + columns);
    }
    if (of(text) <= columns) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int room = columns - 1;
    boolean coloured = false;
    for (int i = 0; i < text.length() && room >= 0; ) {
      int next = clusterEnd(text, i);
      int width = clusterWidth(text, i, next);
      if (width > room) {
        break;
      }
      coloured |= text.charAt(i) == '\u001B';
      kept.append(text, i, next);
      room -= width;
      i = next;
    }
    if (columns > 0) {
      kept.append(ELLIPSIS);
    }
    return coloured ? kept.append(RESET).toString() : kept.toString();
  }

  /** The line cut or filled with spaces on the right to exactly {@code columns}. */
  public static String padRight(String text, int columns) {
    String cut = cut(text, columns);
    return cut + " ".repeat(columns - of(cut));
  }

  /** The line cut or filled with spaces on the left to exactly {@code columns}. */
  public static String padLeft(String text, int columns) {
    String cut = cut(text, columns);
    return " ".repeat(columns - of(cut)) + cut;
  }

  /** End of what is drawn as one: an escape sequence, or a character with what joins it. */
  private static int clusterEnd(String text, int start) {
    int first = text.codePointAt(start);
    if (first == 0x1B) {
      Matcher ansi = ANSI.matcher(text).region(start, text.length());
      return ansi.lookingAt() ? ansi.end() : start + 1;
    }
    int i = start + Character.charCount(first);
    if (isFlagHalf(first) && i < text.length() && isFlagHalf(text.codePointAt(i))) {
      i += 2;
    }
    while (i < text.length()) {
      int c = text.codePointAt(i);
      if (c == JOINER && i + 1 < text.length() && isWide(first)) {
        i += 1 + Character.charCount(text.codePointAt(i + 1));
      } else if (isInvisible(c) || (isSkinTone(c) && isWide(first))) {
        i += Character.charCount(c);
      } else {
        break;
      }
    }
    return i;
  }

  private static int clusterWidth(String text, int start, int end) {
    int first = text.codePointAt(start);
    if (first < 0x20 || (first >= 0x7F && first < 0xA0) || isInvisible(first)) {
      return 0;
    }
    boolean flag = isFlagHalf(first) && end - start >= 4;
    return flag || isWide(first) || text.substring(start, end).indexOf(EMOJI_STYLE) > 0 ? 2 : 1;
  }

  private static boolean isInvisible(int c) {
    if (c < 0x300) {
      return c == 0xAD;
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> true;
      default -> false;
    };
  }

  private static boolean isFlagHalf(int c) {
    return c >= 0x1F1E6 && c <= 0x1F1FF;
  }

  private static boolean isSkinTone(int c) {
    return c >= 0x1F3FB && c <= 0x1F3FF;
  }

  private static boolean isWide(int c) {
    if (c < WIDE[0]) {
      return false;
    }
    int low = 0;
    int high = WIDE.length / 2 - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (c > WIDE[2 * middle + 1]) {
        low = middle + 1;
      } else if (c < WIDE[2 * middle]) {
        high = middle - 1;
      } else {
        return true;
      }
    }
    return false;
  }
}
