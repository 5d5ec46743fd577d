package io.synth.teacher.demo;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number in a text, with its unit.
 *
 * @param value with multipliers applied: 154 million is 154000000
 * @param unit in one spelling for both languages, e.g. {@code mw} for 兆瓦; empty for none
 * @param text as it stands in the text, unit included
 */
record Quantity(BigDecimal value, String unit, int start, int end, String text) {
  private static final Map<String, Integer> POWERS =
      Map.ofEntries(
          Map.entry("thousand", 3),
          Map.entry("million", 6),
          Map.entry("billion", 9),
          Map.entry("千", 3),
          Map.entry("万", 4),
          Map.entry("百万", 6),
          Map.entry("千万", 7),
          Map.entry("亿", 8));
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("兆瓦", "mw"),
          Map.entry("千瓦", "kw"),
          Map.entry("吉瓦时", "gwh"),
          Map.entry("公里", "km"),
          Map.entry("千米", "km"),
          Map.entry("米", "m"),
          Map.entry("metres", "m"),
          Map.entry("meters", "m"),
          Map.entry("kilometres", "km"),
          Map.entry("kilometers", "km"),
          Map.entry("megawatts", "mw"),
          Map.entry("毫米", "mm"),
          Map.entry("millimetres", "mm"),
          Map.entry("centimetres", "cm"),
          Map.entry("厘米", "cm"),
          Map.entry("吨", "t"),
          Map.entry("tonnes", "t"),
          Map.entry("人", "people"),
          Map.entry("inhabitants", "people"),
          Map.entry("分钟", "min"),
          Map.entry("minutes", "min"),
          Map.entry("塔兰", "tallan"),
          Map.entry("％", "%"),
          Map.entry("percent", "%"),
          Map.entry("per cent", "%"));
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\p{Alpha}\\d])(?<!\\d[.,])(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)"
              + "(?:\\s*(thousand|million|billion|百万|千万|万|亿|千(?!米|瓦)))?"
              + "(?:\\s*(GWh|MWh|MW|kW|GW|kV|km|mm|cm|m³/s|m|t|%|percent|per cent|metres|meters"
              + "|kilometres|kilometers|megawatts|millimetres|centimetres|tonnes|people|inhabitants|minutes|min|tallan|years"
              + "|立方米每秒|吉瓦时|兆瓦|千瓦|公里|千米|毫米|厘米|米|吨|人|分钟|塔兰|年|岁|户|艘|台|座|个"
              + ")(?![\\p{Alpha}&&[^\\p{IsHan}]]))?");
  private static final Pattern HAN_NUMBER =
      Pattern.compile("[一二三四五六七八九十两][零〇一二三四五六七八九十百千万亿两]+|十(?=[台座艘年个人户])");

  /** Every number in a text, in order. Full-width digits must have been folded to NFKC before. */
  static List<Quantity> in(String text) {
    List<Quantity> all = new ArrayList<>();
    Matcher m = NUMBER.matcher(text);
    while (m.find()) {
      String power = m.group(2);
      BigDecimal value = new BigDecimal(m.group(1).replace(",", ""));
      if (power != null) {
        value = value.scaleByPowerOfTen(POWERS.getOrDefault(power, 0));
      }
      String unit = m.group(3) == null ? "" : m.group(3);
      String one = UNITS.getOrDefault(unit, unit.toLowerCase(Locale.ROOT));
      all.add(new Quantity(plain(value), one, m.start(), m.end(), m.group().strip()));
    }
    Matcher han = HAN_NUMBER.matcher(text);
    while (han.find()) {
      BigDecimal value = plain(BigDecimal.valueOf(hanValue(han.group())));
      all.add(new Quantity(value, "", han.start(), han.end(), han.group()));
    }
    return all;
  }

  private static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static long hanValue(String numeral) {
    if (numeral.chars().noneMatch(c -> "十百千万亿".indexOf(c) >= 0)) {
      long digits = 0;
      for (int i = 0; i < numeral.length(); i++) {
        digits = digits * 10 + digit(numeral.charAt(i));
      }
      return digits;
    }
    long total = 0;
    long section = 0;
    long digit = 0;
    for (int i = 0; i < numeral.length(); i++) {
      char c = numeral.charAt(i);
      switch (c) {
        case '十' -> {
          section += Math.max(digit, 1) * 10;
          digit = 0;
        }
        case '百' -> {
          section += digit * 100;
          digit = 0;
        }
        case '千' -> {
          section += digit * 1000;
          digit = 0;
        }
        case '万' -> {
          total = (total + section + digit) * 10_000;
          section = 0;
          digit = 0;
        }
        case '亿' -> {
          total = (total + section + digit) * 100_000_000;
          section = 0;
          digit = 0;
        }
        default -> digit = digit(c);
      }
    }
    return total + section + digit;
  }

  private static int digit(char c) {
    return c == '两' ? 2 : Math.max(0, "零一二三四五六七八九".indexOf(c));
  }

  /** Whether this may be a year: four digits without separator and without another unit. */
  boolean isYear() {
    return (unit.isEmpty() || unit.equals("年"))
        && text.matches("[12]\\d{3}\\s*年?")
        && value.intValue() < 2200;
  }

  /** As {@link #in}, with full-width digits and English number words written as digits. */
  static List<Quantity> folded(String text) {
    String narrow = Normalizer.normalize(text, Normalizer.Form.NFKC);
    return in(NumberWords.digits(narrow));
  }

  /** The values alone, as plain digits: what two texts must share to agree. */
  static Set<String> values(String text) {
    Set<String> values = new HashSet<>();
    for (Quantity q : folded(text)) {
      values.add(q.value().toPlainString());
    }
    return values;
  }
}
