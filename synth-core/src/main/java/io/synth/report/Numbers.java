package io.synth.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them, in English. */
final class Numbers {
  private Numbers() {}

  /** {@code 12,345}. */
  static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** A large amount in short: {@code 980}, {@code 12.3 k}, {@code 1.2 M}, {@code 4.5 B}. */
  static String brief(long n) {
    if (Math.abs(n) < 1000) {
      return Long.toString(n);
    }
    String[] suffixes = {" k", " M", " B", " T"};
    double value = n / 1000.0;
    int i = 0;
    // 999.95 would be written as 1000.0
    while (Math.abs(value) >= 999.95 && i < suffixes.length - 1) {
      value /= 1000;
      i++;
    }
    String digits = String.format(Locale.ROOT, "%.1f", value);
    return (digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits)
        + suffixes[i];
  }

  /** USD: two decimals from one dollar up, three significant digits below. */
  static String dollars(double usd) {
    if (usd == 0) {
      return "$0";
    }
    if (Math.abs(usd) >= 1) {
      return String.format(Locale.ROOT, "$%,.2f", usd);
    }
    return "$"
        + BigDecimal.valueOf(usd)
            .round(new MathContext(3, RoundingMode.HALF_UP))
            .stripTrailingZeros()
            .toPlainString();
  }

  /** Part of a whole: {@code 72.4%}; a dash where the whole is nothing. */
  static String percent(long part, long whole) {
    if (whole == 0) {
      return "–";
    }
    double percent = 100.0 * part / whole;
    if (percent > 0 && percent < 0.1) {
      return "<0.1%";
    }
    if (percent < 100 && percent >= 99.95) {
      return ">99.9%";
    }
    String digits = String.format(Locale.ROOT, "%.1f", percent);
    return (digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits) + "%";
  }

  /** {@code 340 ms}, {@code 4.2 s}, {@code 3 min 12 s}, {@code 5 h 07 min}. */
  static String duration(long milliseconds) {
    if (milliseconds < 1000) {
      return milliseconds + " ms";
    }
    if (milliseconds < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", Math.min(milliseconds / 1000.0, 59.9));
    }
    long seconds = Math.round(milliseconds / 1000.0);
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }
    long minutes = Math.round(seconds / 60.0);
    return String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
  }

  /** A factor: {@code ×4.2}. */
  static String factor(double times) {
    String digits = String.format(Locale.ROOT, times < 10 ? "%.2f" : "%.1f", times);
    return "×" + new BigDecimal(digits).stripTrailingZeros().toPlainString();
  }

  /** A score: two decimals. */
  static String score(double score) {
    return String.format(Locale.ROOT, "%.2f", score);
  }

  /**
   * A share of the width of a box, for a style sheet: {@code 37.5%}; hairline where not nothing.
   */
  static String width(long part, long whole) {
    if (part <= 0 || whole <= 0) {
      return "0%";
    }
    return String.format(Locale.ROOT, "%.2f%%", Math.max(0.4, 100.0 * part / whole));
  }
}
