package io.synth.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** Reads the schemas that ship in this jar. Thread-safe. */
public final class Schemas {
  private static final Map<String, Schema> AVRO = new ConcurrentHashMap<>();

  private Schemas() {}

  /**
   * The Avro schema of a dataset.
   *
   * @param name file name without its ending, e.g. {@code trajectory}
   * @throws IllegalArgumentException when there is no such schema
   */
  public static Schema avro(String name) {
    return AVRO.computeIfAbsent(name, n -> new Schema.Parser().parse(read("avro/" + n + ".avsc")));
  }

  /**
   * The text of a JSON Schema (draft 2020-12).
   *
   * @param name file name without its ending, e.g. {@code seed}
   * @throws IllegalArgumentException when there is no such schema
   */
  public static String json(String name) {
    return read("json/" + name + ".schema.json");
  }

  private static String read(String path) {
    try (InputStream in = Schemas.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("no schema " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
