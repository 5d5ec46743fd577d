package io.synth.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.synth.SynthException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration: defaults, then a YAML file, then single settings from the command line,
 * the later winning. What the user wrote is checked as a whole before anything starts; see {@link
 * ConfigurationException}.
 */
public final class ConfigLoader {
  private static final ObjectMapper YAML =
      new ObjectMapper(
              YAMLFactory.builder()
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .disable(YAMLGenerator.Feature.SPLIT_LINES)
                  .build())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  /** Binds and prints the configuration; the same names as in the file. */
  private static final JsonMapper BINDER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private static final SchemaProblems SCHEMA = new SchemaProblems("config");

  private static final Set<String> PATHS = Set.of("seeds", "corpus", "graph", "index");

  /** What Anthropic asks for storing input in its cache for five minutes, times that of input. */
  private static final double CACHE_WRITE = 1.25;

  private final Environment environment;

  /** Looks keys up in the process's environment. */
  public ConfigLoader() {
    this(Environment.PROCESS);
  }

  ConfigLoader(Environment environment) {
    this.environment = environment;
  }

  /**
   * Loads and checks a configuration.
   *
   * @param file YAML file; null for defaults alone
   * @param settings {@code key.path} to value, the value in YAML's notation; relative paths start
   *     from the working folder
   * @throws ConfigurationException with all errors
   */
  public SynthConfig load(@Nullable Path file, Map<String, String> settings) {
    String where = file == null ? "the command line" : file.toString();
    ObjectNode own = file == null ? YAML.createObjectNode() : readFile(file);
    resolvePaths(own, file == null ? null : file.toAbsolutePath().getParent());
    List<String> problems = new ArrayList<>();
    settings.forEach((key, value) -> set(own, key, value, problems));
    problems.addAll(SCHEMA.of(own));
    if (!problems.isEmpty()) {
      problems.addAll(ConfigRules.unknownTeachers(own, withDefaults(YAML.createObjectNode())));
      throw new ConfigurationException(where, problems);
    }
    ObjectNode whole = withDefaults(own);
    SynthConfig config = bind(whole);
    problems.addAll(ConfigRules.problems(config, environment));
    if (!problems.isEmpty()) {
      throw new ConfigurationException(where, problems);
    }
    return config;
  }

  /** A configuration as JSON: how it travels to executors. */
  public static String toJson(SynthConfig config) {
    try {
      return BINDER.writeValueAsString(config);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The configuration that {@link #toJson} wrote. */
  public static SynthConfig fromJson(String json) {
    try {
      return BINDER.readValue(json, SynthConfig.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A configuration as YAML: how a run keeps it. */
  public static String toYaml(SynthConfig config) {
    try {
      return YAML.writeValueAsString(BINDER.valueToTree(config));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode readFile(Path file) {
    try {
      JsonNode read = YAML.readTree(Files.readString(file));
      if (read == null || read.isMissingNode() || read.isNull()) {
        return YAML.createObjectNode();
      }
      if (read instanceof ObjectNode object) {
        return object;
      }
      throw new ConfigurationException(
          file.toString(),
          List.of("is not a mapping of keys to values, e.g. `seeds: seeds.jsonl`"));
    } catch (NoSuchFileException e) {
      throw new SynthException(
          SynthException.Code.CONFIGURATION,
          file + ": there is no such configuration file. Name an existing one with --config.",
          e);
    } catch (JsonProcessingException e) {
      String at =
          e.getLocation() == null
              ? ""
              : "line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr()
                  + ": ";
      throw new ConfigurationException(
          file.toString(), List.of(at + "not valid YAML: " + e.getOriginalMessage().strip()));
    } catch (IOException e) {
      throw new SynthException(
          SynthException.Code.CONFIGURATION, file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static void resolvePaths(ObjectNode own, @Nullable Path folder) {
    for (String key : PATHS) {
      JsonNode value = own.get(key);
      if (value instanceof TextNode && !value.asText().isBlank()) {
        own.put(key, resolve(value.asText(), folder));
      }
    }
  }

  /** A path made absolute; an address with a scheme stays as it is. */
  static String resolve(String path, @Nullable Path folder) {
    if (path.matches("[a-z][a-z0-9+.-]+:/.*")) {
      return path;
    }
    Path plain = Path.of(path);
    return (folder == null ? plain : folder.resolve(plain)).toAbsolutePath().normalize().toString();
  }

  private static void set(ObjectNode own, String key, String value, List<String> problems) {
    JsonNode parsed;
    try {
      parsed = Objects.requireNonNullElse(YAML.readTree(value), YAML.nullNode());
    } catch (JsonProcessingException e) {
      problems.add(key + ": '" + value + "' is not a value in YAML's notation");
      return;
    }
    if (parsed.isMissingNode()) {
      parsed = YAML.nullNode();
    }
    String[] steps = key.split("\\.", -1);
    ObjectNode at = own;
    for (int i = 0; i < steps.length - 1; i++) {
      JsonNode next = at.get(steps[i]);
      at = next instanceof ObjectNode object ? object : at.putObject(steps[i]);
    }
    String last = steps[steps.length - 1];
    if (steps.length == 1 && PATHS.contains(last) && parsed.isTextual()) {
      parsed = YAML.getNodeFactory().textNode(resolve(parsed.asText(), null));
    }
    at.set(last, parsed);
  }

  private static ObjectNode withDefaults(ObjectNode own) {
    try (InputStream in =
            Objects.requireNonNull(ConfigLoader.class.getResourceAsStream("defaults.yaml"));
        MappingIterator<ObjectNode> documents = YAML.readerFor(ObjectNode.class).readValues(in)) {
      ObjectNode whole = documents.next();
      ObjectNode teacherDefaults = documents.next();
      merge(whole, own);
      ObjectNode teachers = (ObjectNode) whole.get("teachers");
      for (String name : namesOf(teachers)) {
        ObjectNode entry = teacherDefaults.deepCopy();
        ObjectNode given = (ObjectNode) teachers.get(name);
        merge(entry, given);
        if (!given.path("prices").has("cached_input")) {
          // A cache that nobody priced is no gift: a budget would not cover the bill.
          ObjectNode prices = (ObjectNode) entry.get("prices");
          prices.set("cached_input", prices.get("input"));
        }
        if (!given.path("prices").has("cache_write")) {
          ObjectNode prices = (ObjectNode) entry.get("prices");
          boolean charged = entry.path("protocol").asText().equals("anthropic");
          double input = prices.get("input").asDouble();
          prices.put("cache_write", charged ? input * CACHE_WRITE : input);
        }
        if (!given.has("most_stops") && entry.path("protocol").asText().equals("anthropic")) {
          entry.putNull("most_stops");
        }
        teachers.set(name, entry);
      }
      return whole;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> namesOf(ObjectNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static void merge(ObjectNode base, ObjectNode over) {
    over.properties()
        .forEach(
            entry -> {
              JsonNode old = base.get(entry.getKey());
              if (old instanceof ObjectNode oldObject
                  && entry.getValue() instanceof ObjectNode newObject) {
                merge(oldObject, newObject);
              } else {
                base.set(entry.getKey(), entry.getValue());
              }
            });
  }

  private static SynthConfig bind(ObjectNode whole) {
    try {
      return BINDER.treeToValue(whole, SynthConfig.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "a configuration that its schema allows cannot be bound: " + e.getOriginalMessage(), e);
    }
  }
}
