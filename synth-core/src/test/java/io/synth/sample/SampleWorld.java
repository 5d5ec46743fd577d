package io.synth.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.synth.corpus.Page;
import io.synth.corpus.PageReader;
import io.synth.corpus.Sources;
import io.synth.corpus.UnreadablePageException;
import io.synth.text.NormalForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sample data as its files say it. */
final class SampleWorld {
  static final Path FOLDER = Path.of("..", "sample-data").toAbsolutePath().normalize();
  static final Path CORPUS = FOLDER.resolve("corpus");

  private static final Pattern WORD =
      Pattern.compile("\\p{IsHan}|[\\p{L}\\p{N}][\\p{L}\\p{N}'’.,-]*");

  /** Pages by address. */
  static final Map<String, Written> PAGES = pages();

  /** A page, with its file and the file's text. */
  record Written(Page page, Path file, String source) {
    /** The page's text without the addresses of its links. */
    String words() {
      return page.text().replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1");
    }

    boolean says(String quote) {
      return NormalForm.of(words()).contains(NormalForm.of(quote));
    }
  }

  private SampleWorld() {}

  private static Map<String, Written> pages() {
    PageReader reader = new PageReader(Sources.read(CORPUS));
    Map<String, Written> pages = new TreeMap<>();
    try (Stream<Path> files = Files.walk(CORPUS)) {
      for (Path file : files.filter(SampleWorld::isPage).sorted().toList()) {
        byte[] bytes = Files.readAllBytes(file);
        Page page = reader.file(CORPUS.relativize(file).toString(), bytes);
        pages.put(page.url(), new Written(page, file, new String(bytes, UTF_8)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (UnreadablePageException e) {
      throw new AssertionError(e);
    }
    return pages;
  }

  static Written page(String url) {
    return Objects.requireNonNull(PAGES.get(url), url);
  }

  private static boolean isPage(Path file) {
    return file.toString().endsWith(".html") || file.toString().endsWith(".md");
  }

  /** Rows of a tab-separated file of the graph. */
  static List<List<String>> graph(String file) {
    return rows(lines(FOLDER.resolve("graph").resolve(file)));
  }

  /** Names of entities or relations by id. */
  static Map<String, List<String>> names(String file) {
    Map<String, List<String>> names = new LinkedHashMap<>();
    for (List<String> row : graph(file)) {
      names.put(row.get(0), row.subList(1, row.size()));
    }
    return names;
  }

  /** The lines of a file of JSON Lines. */
  static List<JsonNode> json(String file) {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : lines(FOLDER.resolve(file))) {
      try {
        rows.add(new JsonMapper().readTree(line));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return rows;
  }

  /** Rows of a table beside this class. */
  static List<List<String>> table(String name) {
    try (InputStream in =
        Objects.requireNonNull(SampleWorld.class.getResourceAsStream(name), name)) {
      return rows(new String(in.readAllBytes(), UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Words of a text; a Chinese character counts as one. */
  static long wordCount(String text) {
    return WORD.matcher(text).results().count();
  }

  static String text(String file) {
    return String.join("\n", lines(FOLDER.resolve(file)));
  }

  private static List<List<String>> rows(List<String> lines) {
    return lines.stream().map(line -> List.of(line.split("\t", -1))).toList();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
