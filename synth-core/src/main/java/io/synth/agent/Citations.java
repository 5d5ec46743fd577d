package io.synth.agent;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Citations in a text: {@code \cite{web_a,web_b}}. */
public final class Citations {
  /** Citation commands; a backslash that was escaped once too often is tolerated. */
  private static final Pattern CITE = Pattern.compile("\\\\{1,2}cite\\s*\\{([^{}]*)}");

  private static final Pattern SPACED_CITE = Pattern.compile("[ \\t]*" + CITE.pattern());

  private static final Pattern COMMA = Pattern.compile("[,;，；、]");

  private Citations() {}

  /**
   * One citation command.
   *
   * @param ids what it names, in order; may be no ids of sources at all
   * @param start its offset, in UTF-16 code units
   * @param end its end, exclusive
   */
  public record Citation(List<String> ids, int start, int end) {
    public Citation {
      ids = List.copyOf(ids);
    }
  }

  /** The citation commands of a text, in order. */
  public static List<Citation> in(String text) {
    return CITE.matcher(text)
        .results()
        .map(cite -> new Citation(ids(cite), cite.start(), cite.end()))
        .toList();
  }

  /** Every id that a text cites, once, in the order of first use. */
  public static Set<String> ids(String text) {
    Set<String> ids = new LinkedHashSet<>();
    in(text).forEach(citation -> ids.addAll(citation.ids()));
    return ids;
  }

  /** The text without its citation commands and the spaces before them. */
  public static String strip(String text) {
    return SPACED_CITE.matcher(text).replaceAll("");
  }

  /** A command that cites sources. */
  public static String cite(List<String> ids) {
    return "\\cite{" + String.join(",", ids) + "}";
  }

  private static List<String> ids(MatchResult cite) {
    return Arrays.stream(COMMA.split(cite.group(1)))
        .map(String::strip)
        .filter(id -> !id.isEmpty())
        .toList();
  }
}
