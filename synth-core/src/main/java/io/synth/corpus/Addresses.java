package io.synth.corpus;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of pages: their resolution (RFC 3986, section 5.2, over any characters) and the form in
 * which they are compared.
 */
final class Addresses {
  /** Scheme of pages that are known by their place in the corpus folder alone. */
  static final String CORPUS = "corpus";

  private static final Pattern PARTS =
      Pattern.compile("(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(\\?[^#]*)?(?:#.*)?");
  private static final Pattern INDEX = Pattern.compile("/index\\.x?html?$");
  private static final Set<String> OPENABLE = Set.of("http", "https", CORPUS);
  private static final String HEX = "0123456789ABCDEF";

  private Addresses() {}

  /** Address of a file of the corpus folder. */
  static String ofFile(String relativePath) {
    return CORPUS + ":/" + encodedPath(relativePath);
  }

  /** Path of a file as a part of an address. */
  static String encodedPath(String relativePath) {
    return encoded(relativePath.replace("%", "%25").replace("?", "%3F").replace("#", "%23"));
  }

  /**
   * What a link points at, without its fragment; empty for a place on the page itself and for what
   * is no page, e.g. {@code mailto:}.
   */
  static Optional<String> resolve(String base, String link) {
    String trimmed = link.strip().replaceAll("[\\t\\n\\r]", "");
    if (trimmed.isEmpty() || trimmed.startsWith("#")) {
      return Optional.empty();
    }
    Matcher target = PARTS.matcher(trimmed);
    Matcher from = PARTS.matcher(base);
    if (!target.matches() || !from.matches()) {
      return Optional.empty();
    }
    String scheme = target.group(1);
    String authority = target.group(2);
    String path = target.group(3);
    String query = target.group(4);
    if (scheme == null) {
      scheme = from.group(1);
      if (authority != null) {
        scheme = CORPUS.equals(scheme) ? "https" : scheme;
      } else {
        authority = from.group(2);
        if (path.isEmpty()) {
          path = from.group(3);
          query = query == null ? from.group(4) : query;
        } else if (!path.startsWith("/")) {
          path = folder(from.group(3)) + path;
        }
      }
    }
    if (scheme == null || !OPENABLE.contains(scheme.toLowerCase(Locale.ROOT))) {
      return Optional.empty();
    }
    return Optional.of(join(scheme, authority, withoutDots(path), query));
  }

  /** Whether it is an absolute address of the web or of the corpus. */
  static boolean isAbsolute(String address) {
    Matcher parts = PARTS.matcher(address.strip());
    if (!parts.matches() || parts.group(1) == null) {
      return false;
    }
    String scheme = parts.group(1).toLowerCase(Locale.ROOT);
    return scheme.equals(CORPUS)
        ? parts.group(3).startsWith("/")
        : OPENABLE.contains(scheme) && parts.group(2) != null && !parts.group(2).isBlank();
  }

  /** Host in lower case; empty where there is none. */
  static String host(String address) {
    Matcher parts = PARTS.matcher(address.strip());
    if (!parts.matches() || parts.group(2) == null) {
      return "";
    }
    String authority = parts.group(2);
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    int port = host.indexOf(':');
    return (port < 0 ? host : host.substring(0, port)).toLowerCase(Locale.ROOT);
  }

  /** Path, with its leading slash; empty where there is none. */
  static String path(String address) {
    Matcher parts = PARTS.matcher(address.strip());
    return parts.matches() ? parts.group(3) : "";
  }

  /**
   * The form in which addresses are compared: no fragment, no slash at the end, a folder for its
   * {@code index.html}, scheme and host in lower case, percent escapes decoded.
   */
  static String key(String address) {
    Matcher parts = PARTS.matcher(address.strip().replaceAll("[\\t\\n\\r]", ""));
    if (!parts.matches()) {
      return address;
    }
    String scheme = parts.group(1);
    String authority = parts.group(2);
    String query = parts.group(4);
    String path = parts.group(3);
    int end = INDEX.matcher(path).find() ? path.lastIndexOf('/') : path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    String decoded = decoded(path.substring(0, end));
    return (scheme == null ? "" : scheme.toLowerCase(Locale.ROOT) + ":")
        + (authority == null ? "" : "//" + authority.toLowerCase(Locale.ROOT))
        + decoded
        + (query == null ? "" : decoded(query));
  }

  private static String join(
      String scheme, @Nullable String authority, String path, @Nullable String query) {
    return encoded(
        scheme.toLowerCase(Locale.ROOT)
            + ":"
            + (authority == null ? "" : "//" + authority)
            + path
            + (query == null ? "" : query));
  }

  private static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "/" : path.substring(0, slash + 1);
  }

  private static String withoutDots(String path) {
    if (!path.contains("/.") && !path.startsWith(".")) {
      return path;
    }
    Deque<String> kept = new ArrayDeque<>();
    String[] segments = path.split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean last = i == segments.length - 1;
      switch (segments[i]) {
        case "." -> {
          if (last) {
            kept.addLast("");
          }
        }
        case ".." -> {
          if (kept.size() > 1) {
            kept.removeLast();
          }
          if (last) {
            kept.addLast("");
          }
        }
        default -> kept.addLast(segments[i]);
      }
    }
    String joined = String.join("/", kept);
    return joined.startsWith("/") ? joined : "/" + joined;
  }

  /** Escapes what would end a Markdown link or an address. */
  private static String encoded(String address) {
    StringBuilder out = new StringBuilder(address.length());
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      if (c <= ' ' || c == 0x7F || "()<>\"\\^`{|}[]".indexOf(c) >= 0) {
        out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); ) {
      int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
      if (text.charAt(i) == '%' && high >= 0 && low >= 0) {
        bytes.write(high << 4 | low);
        i += 3;
      } else {
        int c = text.codePointAt(i);
        bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(c);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      return text;
    }
  }
}
