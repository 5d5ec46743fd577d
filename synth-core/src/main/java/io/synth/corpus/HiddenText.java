package io.synth.corpus;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jsoup.select.Selector.SelectorParseException;
import org.jspecify.annotations.Nullable;

/**
 * Removes text that a reader of the page does not see: a page's author hides there what is meant
 * for machines. Reads attributes, inline styles and the page's own style sheets; not linked ones.
 */
final class HiddenText {
  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern RULE = Pattern.compile("([^{}]+)\\{([^{}]*)\\}");
  private static final Pattern AT_BLOCK =
      Pattern.compile("@[^{};]*\\{(?:[^{}]*\\{[^{}]*\\})*[^{}]*\\}");
  private static final Pattern RGB =
      Pattern.compile(
          "rgba?\\(\\s*(\\d{1,3})[\\s,]+(\\d{1,3})[\\s,]+(\\d{1,3})\\s*(?:[,/]\\s*([\\d.]+%?)\\s*)?\\)");
  private static final Pattern ZERO = Pattern.compile("0*(?:\\.0+)?(?:px|em|rem|pt|%|vh|vw)?");
  private static final Pattern FAR_OFF =
      Pattern.compile("-\\d{3,}(?:\\.\\d+)?(?:px|em|rem|pt|%|vw|vh)?");
  private static final int MAX_RULES = 2000;
  private static final Set<String> WHOLE_PAGE = Set.of("html", "body", "main", "head");
  private static final Map<String, String> NAMED =
      Map.of(
          "white",
          "#ffffff",
          "snow",
          "#fffafa",
          "ivory",
          "#fffff0",
          "ghostwhite",
          "#f8f8ff",
          "black",
          "#000000",
          "red",
          "#ff0000",
          "gray",
          "#808080",
          "silver",
          "#c0c0c0");

  private HiddenText() {}

  static void remove(Document page) {
    for (Element style : page.select("style")) {
      removeByStyleSheet(page, style.data());
    }
    page.select("[hidden], [aria-hidden=true], input[type=hidden]").remove();
    for (Element element : page.select("[style], font[color], [bgcolor]")) {
      if (!WHOLE_PAGE.contains(element.normalName()) && isHidden(element)) {
        element.remove();
      }
    }
  }

  private static void removeByStyleSheet(Document page, String css) {
    String plain = AT_BLOCK.matcher(COMMENT.matcher(css).replaceAll("")).replaceAll("");
    Matcher rules = RULE.matcher(plain);
    for (int n = 0; n < MAX_RULES && rules.find(); n++) {
      if (isHiding(declarations(rules.group(2)))) {
        for (String selector : rules.group(1).split(",", -1)) {
          removeSelected(page, selector.strip());
        }
      }
    }
  }

  private static void removeSelected(Document page, String selector) {
    if (selector.isEmpty() || selector.contains(":") || selector.contains("@")) {
      return;
    }
    try {
      Elements found = page.body().select(selector);
      found.removeIf(e -> WHOLE_PAGE.contains(e.normalName()));
      int all = page.body().text().length();
      // What a script shows later is the page itself, not hidden.
      if (found.stream().mapToInt(e -> e.text().length()).sum() <= all / 2) {
        found.remove();
      }
    } catch (SelectorParseException e) {
      // A selector that jsoup does not know hides nothing for us.
    }
  }

  private static boolean isHidden(Element element) {
    Map<String, String> style = declarations(element.attr("style"));
    return isHiding(style) || isInvisiblyColoured(element, style);
  }

  private static boolean isHiding(Map<String, String> style) {
    String display = style.getOrDefault("display", "");
    String visibility = style.getOrDefault("visibility", "");
    if (display.equals("none") || visibility.equals("hidden") || visibility.equals("collapse")) {
      return true;
    }
    if (isZero(style.get("opacity")) || isZero(style.get("font-size"))) {
      return true;
    }
    boolean clipped =
        style.getOrDefault("overflow", "").startsWith("hidden")
            && (isZero(style.get("height"))
                || isZero(style.get("width"))
                || isZero(style.get("max-height"))
                || isZero(style.get("max-width")));
    boolean cut = style.getOrDefault("clip", "").replaceAll("[\\s,px]", "").equals("rect(0000)");
    return clipped
        || cut
        || isFarOff(style.get("text-indent"))
        || (style.containsKey("position")
            && (isFarOff(style.get("left")) || isFarOff(style.get("top"))));
  }

  private static boolean isInvisiblyColoured(Element element, Map<String, String> style) {
    String colour = style.get("color");
    if (colour == null && element.normalName().equals("font") && element.hasAttr("color")) {
      colour = element.attr("color").toLowerCase(Locale.ROOT);
    }
    if (colour == null) {
      return false;
    }
    if (colour.equals("transparent")) {
      return true;
    }
    int[] text = rgb(colour);
    if (text == null) {
      return false;
    }
    if (text.length == 4 && text[3] == 0) {
      return true;
    }
    int[] ground = ground(element);
    return ground != null && near(text, ground);
  }

  /** Background that inline styles give; white where none does; null where it cannot be told. */
  private static int @Nullable [] ground(Element element) {
    for (Element e = element; e != null; e = e.parent()) {
      Map<String, String> style = declarations(e.attr("style"));
      String value = style.getOrDefault("background-color", style.getOrDefault("background", ""));
      if (value.isEmpty()) {
        value = e.attr("bgcolor").toLowerCase(Locale.ROOT).strip();
      }
      if (!value.isEmpty() && !value.equals("transparent") && !value.equals("none")) {
        return rgb(value);
      }
      if (style.containsKey("background-image")) {
        return null;
      }
    }
    return new int[] {255, 255, 255};
  }

  private static boolean near(int[] a, int[] b) {
    return Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) + Math.abs(a[2] - b[2]) <= 24;
  }

  private static int @Nullable [] rgb(String colour) {
    String value = NAMED.getOrDefault(colour, colour);
    if (value.matches("#[0-9a-f]{3}")) {
      int v = Integer.parseInt(value.substring(1), 16);
      return new int[] {(v >> 8) * 17, (v >> 4 & 15) * 17, (v & 15) * 17};
    }
    if (value.matches("#?[0-9a-f]{6}")) {
      int v = Integer.parseInt(value.startsWith("#") ? value.substring(1) : value, 16);
      return new int[] {v >> 16, v >> 8 & 255, v & 255};
    }
    Matcher m = RGB.matcher(value);
    if (!m.matches()) {
      return null;
    }
    int alpha = m.group(4) == null || !ZERO.matcher(m.group(4)).matches() ? 1 : 0;
    return new int[] {
      Integer.parseInt(m.group(1)),
      Integer.parseInt(m.group(2)),
      Integer.parseInt(m.group(3)),
      alpha
    };
  }

  private static boolean isZero(@Nullable String value) {
    return value != null && !value.isEmpty() && ZERO.matcher(value).matches();
  }

  private static boolean isFarOff(@Nullable String value) {
    return value != null && FAR_OFF.matcher(value).matches();
  }

  private static Map<String, String> declarations(String css) {
    Map<String, String> declarations = new HashMap<>();
    for (String declaration : css.split(";", -1)) {
      int colon = declaration.indexOf(':');
      if (colon > 0) {
        declarations.put(
            declaration.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            declaration
                .substring(colon + 1)
                .toLowerCase(Locale.ROOT)
                .replace("!important", "")
                .strip());
      }
    }
    return declarations;
  }
}
