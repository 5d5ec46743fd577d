package io.synth.check;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers in Chinese writing, up to hundreds of 万亿: {@code 三百二十万}, {@code 3.2万}, {@code 1亿2000万},
 * {@code 二〇三一}, {@code 两千零五}.
 */
final class ChineseNumeral {
  private static final Map<Character, Integer> DIGITS =
      Map.ofEntries(
          Map.entry('零', 0),
          Map.entry('〇', 0),
          Map.entry('一', 1),
          Map.entry('二', 2),
          Map.entry('两', 2),
          Map.entry('三', 3),
          Map.entry('四', 4),
          Map.entry('五', 5),
          Map.entry('六', 6),
          Map.entry('七', 7),
          Map.entry('八', 8),
          Map.entry('九', 9));
  private static final Map<Character, Integer> TENS = Map.of('十', 10, '百', 100, '千', 1000);
  private static final BigDecimal WAN = BigDecimal.valueOf(10_000);
  private static final BigDecimal YI = BigDecimal.valueOf(100_000_000);

  private ChineseNumeral() {}

  /** The characters that such numbers are written with, for a pattern's class. */
  static final String CHARACTERS = "零〇一二两三四五六七八九十百千万亿点";

  /** The value, where the whole text is such a number or an Arabic one with 万 and 亿. */
  static Optional<BigDecimal> value(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    int yi = text.lastIndexOf('亿');
    if (yi >= 0) {
      return scaled(text, yi, YI);
    }
    int wan = text.lastIndexOf('万');
    return wan >= 0 ? scaled(text, wan, WAN) : belowWan(text);
  }

  private static Optional<BigDecimal> scaled(String text, int at, BigDecimal scale) {
    Optional<BigDecimal> head = value(text.substring(0, at));
    String rest = text.substring(at + 1);
    Optional<BigDecimal> tail = rest.isEmpty() ? Optional.of(BigDecimal.ZERO) : value(rest);
    if (head.isEmpty() || tail.isEmpty() || tail.get().compareTo(scale) >= 0) {
      return Optional.empty();
    }
    // 三万五 is short for 三万五千: not one reading, so none is taken.
    if (rest.length() == 1 && rest.charAt(0) != '零' && rest.charAt(0) != '〇') {
      return Optional.empty();
    }
    return Optional.of(head.get().multiply(scale).add(tail.get()));
  }

  private static Optional<BigDecimal> belowWan(String text) {
    if (text.matches("\\d+(?:\\.\\d+)?")) {
      return Optional.of(new BigDecimal(text));
    }
    int point = text.indexOf('点');
    if (point > 0) {
      Optional<BigDecimal> whole = belowWan(text.substring(0, point));
      Optional<String> decimals = digits(text.substring(point + 1));
      return whole.isEmpty() || decimals.isEmpty()
          ? Optional.empty()
          : Optional.of(new BigDecimal(whole.get().toPlainString() + "." + decimals.get()));
    }
    Optional<String> digits = digits(text);
    if (digits.isPresent()) {
      return Optional.of(new BigDecimal(digits.get()));
    }
    return withTens(text);
  }

  private static Optional<BigDecimal> withTens(String text) {
    int total = 0;
    int digit = 0;
    int lastTen = 10_000;
    boolean afterZero = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int ten = TENS.getOrDefault(c, 0);
      int value = DIGITS.getOrDefault(c, -1);
      if (ten > 0) {
        boolean bareTen = ten == 10 && i == 0;
        if (ten >= lastTen || (digit == 0 && !bareTen)) {
          return Optional.empty();
        }
        total += (digit == 0 ? 1 : digit) * ten;
        lastTen = ten;
        digit = 0;
        afterZero = false;
      } else if (value >= 0 && digit == 0) {
        digit = value;
        afterZero |= value == 0;
      } else {
        return Optional.empty();
      }
    }
    // 一百一 is short for 110, not 101: no reading is taken.
    return digit > 0 && lastTen > 10 && !afterZero
        ? Optional.empty()
        : Optional.of(BigDecimal.valueOf(total + (long) digit));
  }

  /** Digits one by one, as years are read: 二〇三一. */
  private static Optional<String> digits(String text) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      Integer digit = DIGITS.get(text.charAt(i));
      if (digit == null) {
        return Optional.empty();
      }
      digits.append(digit);
    }
    return digits.isEmpty() ? Optional.empty() : Optional.of(digits.toString());
  }
}
