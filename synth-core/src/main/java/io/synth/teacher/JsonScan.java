package io.synth.teacher;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * One walk over a JSON object or array, which copies it with small repairs and remembers where it
 * could be closed, should its end be missing. Used by one thread.
 */
final class JsonScan {
  private static final int DEEPEST = 64;

  private final String text;
  private final StringBuilder out = new StringBuilder();
  private final StringBuilder open = new StringBuilder();

  /** By depth, the last place where a value was whole: the copy's length there. */
  private final TreeMap<Integer, Close> closes = new TreeMap<>();

  private int at;
  private boolean complete;
  private boolean broken;

  private record Close(int length, String open) {}

  private JsonScan(String text, int from) {
    this.text = text;
    this.at = from;
  }

  static JsonScan of(String text, int from) {
    JsonScan scan = new JsonScan(text, from);
    while (!scan.complete && !scan.broken && scan.at < text.length()) {
      scan.step(text.charAt(scan.at));
    }
    return scan;
  }

  /** Whether the outermost bracket was closed. */
  boolean complete() {
    return complete;
  }

  /** The place in the text behind the last bracket. */
  int end() {
    return at;
  }

  /** The repaired copy. */
  String repaired() {
    return out.toString();
  }

  /** The copies that come of closing the brackets after a whole value, longest first. */
  List<String> closings() {
    List<String> closed = new ArrayList<>();
    if (broken) {
      return closed;
    }
    for (Close close : closes.descendingMap().values()) {
      StringBuilder copy = new StringBuilder(out.substring(0, close.length));
      for (int i = close.open.length() - 1; i >= 0; i--) {
        copy.append(close.open.charAt(i) == '{' ? '}' : ']');
      }
      closed.add(copy.toString());
    }
    return closed;
  }

  private void step(char c) {
    switch (c) {
      case '"' -> string();
      case '{', '[' -> {
        open.append(c);
        broken = open.length() > DEEPEST;
        copy(c);
      }
      case '}', ']' -> close(c);
      case ',' -> {
        whole();
        copy(c);
      }
      default -> {
        broken = open.isEmpty();
        copy(c);
      }
    }
  }

  private void copy(char c) {
    out.append(c);
    at++;
  }

  private void close(char c) {
    int depth = open.length();
    if (depth == 0 || open.charAt(depth - 1) != (c == '}' ? '{' : '[')) {
      broken = true;
      return;
    }
    int last = lastWritten();
    if (out.charAt(last) == ',') {
      out.setLength(last);
    }
    copy(c);
    open.setLength(depth - 1);
    closes.keySet().removeIf(deeper -> deeper >= depth);
    complete = depth == 1;
    if (!complete) {
      whole();
    }
  }

  private int lastWritten() {
    int last = out.length() - 1;
    while (last > 0 && Character.isWhitespace(out.charAt(last))) {
      last--;
    }
    return last;
  }

  /** Notes that what was copied so far ends with a whole value. */
  private void whole() {
    closes.put(open.length(), new Close(out.length(), open.toString()));
  }

  private void string() {
    boolean value =
        !open.isEmpty()
            && (open.charAt(open.length() - 1) == '[' || out.charAt(lastWritten()) == ':');
    copy('"');
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\\') {
        escape();
      } else if (c < ' ') {
        out.append(c == '\n' ? "\\n" : c == '\t' ? "\\t" : c == '\r' ? "\\r" : " ");
        at++;
      } else {
        copy(c);
        if (c == '"') {
          if (value) {
            whole();
          }
          return;
        }
      }
    }
  }

  private void escape() {
    char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    boolean known =
        next == 'u'
            ? at + 6 <= text.length() && text.substring(at + 2, at + 6).matches("[0-9a-fA-F]{4}")
            : "\"\\/bfnrt".indexOf(next) >= 0;
    if (known) {
      copy('\\');
      copy(next);
    } else {
      // A lone backslash, as in \cite: it stands for itself.
      out.append("\\\\");
      at++;
    }
  }
}
