package io.synth.corpus;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a page. Pages declare their charset wrongly or not at all, so bytes that can only be
 * UTF-8 are read so whatever is declared; among the rest, what decodes without an error and has the
 * commoner Chinese characters wins.
 */
final class PageCharset {
  private static final Charset WESTERN = Charset.forName("windows-1252");
  private static final Charset SIMPLIFIED = Charset.forName("GB18030");
  private static final Charset TRADITIONAL = Charset.forName("Big5-HKSCS");
  private static final Pattern META =
      Pattern.compile(
          "<(?:meta|\\?xml)[^>]{0,300}?(?:charset|encoding)\\s*=\\s*[\"']?\\s*([\\w:.-]+)",
          Pattern.CASE_INSENSITIVE);
  private static final int META_WITHIN = 8192;

  /** Among the commonest characters of running text, simplified and traditional. */
  private static final String COMMON =
      "的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年动動"
          + "同工也能下过過子说說产產种種面而方后後多定行学學法所民得经經十三之进進着著等部度家电電力里裡如水化高自"
          + "二理起小物现現实實加量都两兩体體制机機当當使点點从從业業本去把性好应應开開它合还還因由其些然前外天政"
          + "四日那社义義事平形相全表间間样樣与與关關各重新线線内內数數正心反你明看原又么麼利比或但质質气氣第向道";

  private PageCharset() {}

  /**
   * The text of a page.
   *
   * @param declared charset that the server told; null for none
   */
  static String decode(byte[] bytes, @Nullable String declared) {
    if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
      return lenient(bytes, 3, StandardCharsets.UTF_8);
    }
    if (starts(bytes, 0xFE, 0xFF)) {
      return lenient(bytes, 2, StandardCharsets.UTF_16BE);
    }
    if (starts(bytes, 0xFF, 0xFE)) {
      return lenient(bytes, 2, StandardCharsets.UTF_16LE);
    }
    Charset wide = utf16(bytes);
    if (wide != null) {
      return lenient(bytes, 0, wide);
    }
    String utf8 = strict(bytes, StandardCharsets.UTF_8);
    if (utf8 != null) {
      return utf8;
    }
    Charset told = known(declared);
    if (told == null) {
      told = meta(bytes);
    }
    if (told != null && !told.equals(StandardCharsets.UTF_8) && !told.equals(WESTERN)) {
      String text = strict(bytes, told);
      if (text != null) {
        return text;
      }
    }
    return guess(bytes);
  }

  private static String guess(byte[] bytes) {
    String broken = lenient(bytes, 0, StandardCharsets.UTF_8);
    long lost = broken.chars().filter(c -> c == 0xFFFD).count();
    long kept = broken.chars().filter(c -> c >= 0x80 && c != 0xFFFD).count();
    if (kept > 20 * lost) {
      // A few damaged characters in a page of UTF-8.
      return broken;
    }
    if (highBytesInRuns(bytes) >= 0.5) {
      String simplified = strict(bytes, SIMPLIFIED);
      String traditional = strict(bytes, TRADITIONAL);
      if (simplified != null && traditional != null) {
        return common(simplified) >= common(traditional) ? simplified : traditional;
      }
      if (simplified != null || traditional != null) {
        return simplified != null ? simplified : Objects.requireNonNull(traditional);
      }
      String damaged = lenient(bytes, 0, SIMPLIFIED);
      if (common(damaged) > 0.1) {
        return damaged;
      }
    }
    return lenient(bytes, 0, WESTERN);
  }

  /** Charset of text without byte order mark that is UTF-16 by its zero bytes. */
  private static @Nullable Charset utf16(byte[] bytes) {
    int end = Math.min(bytes.length, 4096) & ~1;
    int even = 0;
    int odd = 0;
    for (int i = 0; i < end; i += 2) {
      even += bytes[i] == 0 ? 1 : 0;
      odd += bytes[i + 1] == 0 ? 1 : 0;
    }
    int units = end / 2;
    if (units >= 8 && odd > 0.3 * units && even < 0.02 * units) {
      return StandardCharsets.UTF_16LE;
    }
    return units >= 8 && even > 0.3 * units && odd < 0.02 * units
        ? StandardCharsets.UTF_16BE
        : null;
  }

  /** Share of bytes above ASCII that stand next to another: low in western text. */
  private static double highBytesInRuns(byte[] bytes) {
    int high = 0;
    int inRuns = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] < 0) {
        high++;
        boolean before = i > 0 && bytes[i - 1] < 0;
        boolean after = i + 1 < bytes.length && bytes[i + 1] < 0;
        inRuns += before || after ? 1 : 0;
      }
    }
    return high == 0 ? 0 : (double) inRuns / high;
  }

  /** Share of the commonest characters among those above ASCII. */
  private static double common(String text) {
    int all = 0;
    int common = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        all++;
        common += COMMON.indexOf(c) >= 0 ? 1 : 0;
      }
    }
    return all == 0 ? 0 : (double) common / all;
  }

  private static @Nullable Charset meta(byte[] bytes) {
    String head =
        new String(bytes, 0, Math.min(bytes.length, META_WITHIN), StandardCharsets.ISO_8859_1);
    Matcher m = META.matcher(head);
    return m.find() ? known(m.group(1)) : null;
  }

  private static @Nullable Charset known(@Nullable String name) {
    if (name == null || name.isBlank()) {
      return null;
    }
    // As browsers do: the larger charset that pages mean by the smaller one's name.
    return switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "gb2312", "gbk", "gb_2312-80", "x-gbk", "gb18030", "hz-gb-2312" -> SIMPLIFIED;
      case "big5", "big5-hkscs", "cn-big5", "x-x-big5" -> TRADITIONAL;
      case "iso-8859-1", "latin1", "us-ascii", "ascii" -> WESTERN;
      default -> {
        try {
          yield Charset.forName(name.strip());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
          yield null;
        }
      }
    };
  }

  private static @Nullable String strict(byte[] bytes, Charset charset) {
    try {
      CharBuffer text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes));
      return text.toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static String lenient(byte[] bytes, int from, Charset charset) {
    return new String(bytes, from, bytes.length - from, charset);
  }

  private static boolean starts(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
