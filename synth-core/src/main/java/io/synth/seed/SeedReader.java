package io.synth.seed;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.synth.config.SchemaProblems;
import io.synth.model.Capability;
import io.synth.model.Claim;
import io.synth.model.ContentHash;
import io.synth.model.Labelled;
import io.synth.model.Language;
import io.synth.model.Quarantined;
import io.synth.model.RubricItem;
import io.synth.model.Seed;
import io.synth.model.SeedKind;
import io.synth.text.LanguageOf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line of a seed file. A line that cannot be used is never an exception: it comes back
 * with the reason, to be quarantined. Thread-safe.
 */
public final class SeedReader {
  private static final int KEPT_CHARACTERS = 65_536;
  private static final int MOST_BYTES = 16 << 20;

  /** What a report may be; a seed file from elsewhere cannot have keys or accounts read. */
  private static final Pattern REPORT_FILE =
      Pattern.compile(".+\\.(md|markdown|txt)", Pattern.CASE_INSENSITIVE);

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();
  private static final SchemaProblems SCHEMA = new SchemaProblems("seed");

  private final SourceFiles files;
  private final @Nullable String graph;

  /**
   * @param graph folder of the knowledge graph that seeds walk on which name none; null where none
   *     is configured
   */
  public SeedReader(SourceFiles files, @Nullable String graph) {
    this.files = files;
    this.graph = graph;
  }

  /**
   * Reads a line.
   *
   * @param source the seed file's name, for messages
   * @param line the line's number, from 1
   * @param bytes the line, without its end
   */
  public SeedLine read(String source, long line, byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      return broken(
          source,
          line,
          "too_long",
          "the line has " + bytes.length + " bytes; 16 MiB is the most",
          new String(bytes, 0, KEPT_CHARACTERS, StandardCharsets.UTF_8));
    }
    String text;
    try {
      text = utf8(bytes);
    } catch (CharacterCodingException e) {
      return broken(
          source,
          line,
          "invalid_utf8",
          "the line is not valid UTF-8; save the file as UTF-8",
          new String(bytes, StandardCharsets.UTF_8));
    }
    if (line == 1 && text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    try {
      JsonNode json = JSON.readTree(text);
      List<String> problems = SCHEMA.of(json);
      if (!problems.isEmpty()) {
        return broken(source, line, "schema", String.join("; ", problems), text);
      }
      return new SeedLine.Valid(seed(source, line, json));
    } catch (JsonProcessingException e) {
      String at = e.getLocation() == null ? "" : " at column " + e.getLocation().getColumnNr();
      return broken(
          source,
          line,
          "invalid_json",
          "not valid JSON" + at + ": " + e.getOriginalMessage(),
          text);
    } catch (BrokenSeed e) {
      return broken(source, line, e.code, e.reason, text);
    }
  }

  /** Whether a line holds nothing, so that it is no seed and no mistake. */
  public static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  private static String utf8(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(bytes))
        .toString();
  }

  private static SeedLine broken(
      String source, long line, String code, String reason, String content) {
    String kept =
        content.length() <= KEPT_CHARACTERS ? content : content.substring(0, KEPT_CHARACTERS);
    return new SeedLine.Broken(new Quarantined(source, line, code, reason, wellFormed(kept)));
  }

  private Seed seed(String source, long line, JsonNode json) throws BrokenSeed {
    SeedKind kind = Labelled.of(SeedKind.class, json.get("kind").asText());
    @Nullable String title = text(json, "title");
    @Nullable String summary = text(json, "abstract");
    @Nullable String body = text(json, "text");
    if (kind == SeedKind.REPORT) {
      ReportDocument report = ReportDocument.parse(body == null ? file(json) : body);
      title = title == null ? report.title() : title;
      summary = summary == null ? report.abstractText() : summary;
      body = report.text();
    }
    @Nullable String graphFolder = kind == SeedKind.GRAPH ? graphOf(json) : null;
    @Nullable String question = text(json, "question");
    List<Claim> claims = new ArrayList<>();
    for (JsonNode claim : json.path("claims")) {
      claims.add(
          new Claim(
              clean(claim.get("text").asText()),
              Labelled.of(Claim.Verdict.class, claim.get("verdict").asText())));
    }
    List<String> urls = strings(json, "urls");
    if (json.has("start")) {
      urls.add(0, clean(json.get("start").asText()));
    }
    @Nullable String entity = text(json, "entity");
    Language language =
        json.has("language")
            ? Labelled.of(Language.class, json.get("language").asText())
            : LanguageOf.text(
                String.join(
                    "\n", orEmpty(question), orEmpty(title), orEmpty(body), orEmpty(entity)));
    String id = ContentHash.id("seed", identity(json, title, summary, body));
    @Nullable String name = text(json, "id");
    return new Seed(
        id,
        name == null ? id : name,
        kind,
        language,
        strings(json, "capabilities").stream()
            .map(label -> Labelled.of(Capability.class, label))
            .toList(),
        source,
        line,
        question,
        text(json, "answer"),
        strings(json, "aliases"),
        rubric(json),
        title,
        summary,
        body,
        claims,
        graphFolder,
        entity,
        urls);
  }

  /**
   * All that the seed says, in a fixed order, without its name: two lines that say the same are one
   * seed.
   */
  private static String identity(
      JsonNode json, @Nullable String title, @Nullable String summary, @Nullable String body) {
    Map<String, String> said = new TreeMap<>();
    json.properties().forEach(entry -> said.put(entry.getKey(), entry.getValue().toString()));
    said.remove("id");
    said.remove("path");
    said.put("title", orEmpty(title));
    said.put("abstract", orEmpty(summary));
    said.put("text", orEmpty(body));
    return said.toString();
  }

  private String graphOf(JsonNode json) throws BrokenSeed {
    String named = text(json, "graph");
    if (named == null && graph == null) {
      throw new BrokenSeed(
          "no_graph",
          "the seed names no knowledge graph and the configuration has none; set `graph` in either");
    }
    if (named == null) {
      return orEmpty(graph);
    }
    try {
      return files.folder(named);
    } catch (IOException e) {
      throw new BrokenSeed("missing_file", "graph: " + named + ": " + e.getMessage());
    }
  }

  private String file(JsonNode json) throws BrokenSeed {
    String path = json.get("path").asText();
    if (!REPORT_FILE.matcher(path).matches()) {
      throw new BrokenSeed(
          "no_text_file", "path: " + path + " ends in none of .md, .markdown and .txt");
    }
    try {
      String read = utf8(files.read(path));
      if (read.isBlank()) {
        throw new BrokenSeed("empty_file", "path: " + path + " is empty");
      }
      return clean(read.startsWith("\uFEFF") ? read.substring(1) : read);
    } catch (CharacterCodingException e) {
      throw new BrokenSeed(
          "invalid_utf8", "path: " + path + " is not valid UTF-8; save the file as UTF-8");
    } catch (IOException e) {
      throw new BrokenSeed("missing_file", "path: " + path + " cannot be read: " + e.getMessage());
    }
  }

  private static List<RubricItem> rubric(JsonNode json) {
    List<RubricItem> items = new ArrayList<>();
    for (JsonNode item : json.path("rubric")) {
      RubricItem.Sign sign =
          Labelled.of(RubricItem.Sign.class, item.path("sign").asText("positive"));
      items.add(
          new RubricItem(
              clean(item.get("criterion").asText()),
              clean(item.path("dimension").asText("content")),
              item.path("weight").asDouble(1),
              sign,
              sign == RubricItem.Sign.NEGATIVE
                  ? RubricItem.Role.NEGATIVE
                  : RubricItem.Role.EXPLICIT));
    }
    return items;
  }

  private static List<String> strings(JsonNode json, String key) {
    List<String> values = new ArrayList<>();
    json.path(key).forEach(value -> values.add(clean(value.asText())));
    return values;
  }

  private static @Nullable String text(JsonNode json, String key) {
    return json.has(key) ? clean(json.get(key).asText()) : null;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** NFC, and no lone surrogates: what Parquet can hold and tokenizers agree on. */
  private static String clean(String text) {
    return Normalizer.normalize(wellFormed(text), Normalizer.Form.NFC);
  }

  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static final class BrokenSeed extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String reason;

    BrokenSeed(String code, String reason) {
      super(reason);
      this.code = code;
      this.reason = reason;
    }
  }
}
