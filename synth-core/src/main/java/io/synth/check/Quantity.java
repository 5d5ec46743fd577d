package io.synth.check;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number with its unit, as a short answer gives it: {@code 3,200 km}, {@code 3.2 thousand
 * kilometres} and {@code 三千二百公里} are equal.
 *
 * @param value without trailing zeros
 * @param unit in one wording; as written where it is not known; empty for none
 */
record Quantity(BigDecimal value, String unit) {
  private static final List<List<String>> UNITS =
      List.of(
          List.of("%", "percent", "per cent", "个百分点", "percentage points"),
          List.of("km", "kilometre", "kilometres", "kilometer", "kilometers", "公里", "千米"),
          List.of("m", "metre", "metres", "meter", "meters", "米"),
          List.of("cm", "centimetre", "centimetres", "centimeter", "centimeters", "厘米"),
          List.of("mm", "millimetre", "millimetres", "millimeter", "millimeters", "毫米"),
          List.of("km2", "square kilometres", "square kilometers", "sq km", "平方公里", "平方千米"),
          List.of("m2", "square metres", "square meters", "sq m", "平方米"),
          List.of("kg", "kilogram", "kilograms", "公斤", "千克"),
          List.of("t", "tonne", "tonnes", "metric tons", "吨"),
          List.of("ha", "hectare", "hectares", "公顷"),
          List.of("mw", "megawatt", "megawatts", "兆瓦"),
          List.of("kw", "kilowatt", "kilowatts", "千瓦"),
          List.of("usd", "$", "us$", "dollar", "dollars", "us dollars", "美元"),
          List.of("cny", "rmb", "¥", "yuan", "renminbi", "元", "人民币", "元人民币"),
          List.of("eur", "€", "euro", "euros", "欧元"),
          List.of("years", "year", "年"),
          List.of("months", "month", "个月"),
          List.of("days", "day", "天", "日"),
          List.of("hours", "hour", "h", "小时"),
          List.of("people", "persons", "inhabitants", "人", "名", "位"),
          List.of("°c", "degrees celsius", "摄氏度", "℃"));
  private static final Map<String, String> UNIT = units();
  private static final Map<String, BigDecimal> SCALES =
      Map.of(
          "thousand", BigDecimal.valueOf(1_000),
          "million", BigDecimal.valueOf(1_000_000),
          "billion", BigDecimal.valueOf(1_000_000_000L),
          "trillion", BigDecimal.valueOf(1_000_000_000_000L));
  private static final Pattern ABOUT =
      Pattern.compile("^(?:about|around|approximately|roughly|some|约为?|大约|共计?|一共)\\s*");
  private static final Pattern ARABIC =
      Pattern.compile(
          "([^\\d\\s+\\-]{0,3})\\s*([+-]?\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|[+-]?\\d+(?:\\.\\d+)?)"
              + "\\s*(thousand|million|billion|trillion)?\\s*([^\\d]*)");
  private static final Pattern CHINESE =
      Pattern.compile(
          "(百分之)?([\\d."
              + ChineseNumeral.CHARACTERS
              + "]+)(?:多|余)?([^\\d"
              + ChineseNumeral.CHARACTERS
              + "]*)");

  private static Map<String, String> units() {
    Map<String, String> units = new TreeMap<>();
    for (List<String> wordings : UNITS) {
      wordings.forEach(wording -> units.put(wording, wordings.get(0)));
    }
    return units;
  }

  /** The quantity that the whole text gives. */
  static Optional<Quantity> of(String text) {
    String folded =
        Normalizer.normalize(text, Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT)
            .replace('−', '-')
            .strip()
            .replaceAll("[.。]$", "");
    String bare = ABOUT.matcher(folded).replaceFirst("");
    Matcher arabic = ARABIC.matcher(bare);
    if (arabic.matches()) {
      BigDecimal value = new BigDecimal(arabic.group(2).replace(",", "").replace("+", ""));
      BigDecimal scale = arabic.group(3) == null ? BigDecimal.ONE : SCALES.get(arabic.group(3));
      String after = arabic.group(4).strip();
      if (!after.startsWith("万") && !after.startsWith("亿")) {
        return quantity(value.multiply(scale), arabic.group(1), after);
      }
    }
    Matcher chinese = CHINESE.matcher(bare.replace(",", "").replace(" ", ""));
    if (!chinese.matches()) {
      return Optional.empty();
    }
    String percent = chinese.group(1) == null ? "" : "%";
    String unit = chinese.group(3).strip();
    return ChineseNumeral.value(chinese.group(2)).flatMap(value -> quantity(value, percent, unit));
  }

  private static Optional<Quantity> quantity(BigDecimal value, String before, String after) {
    String first = before.strip();
    if (!first.isEmpty() && !after.isEmpty() && !canonical(first).equals(canonical(after))) {
      return Optional.empty();
    }
    String unit = canonical(first.isEmpty() ? after : first);
    BigDecimal plain = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    return Optional.of(new Quantity(plain, unit));
  }

  private static String canonical(String unit) {
    return UNIT.getOrDefault(unit, unit);
  }
}
