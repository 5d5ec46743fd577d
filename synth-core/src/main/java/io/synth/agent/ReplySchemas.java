package io.synth.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.synth.schema.Schemas;
import io.synth.teacher.ReplySchema;
import io.synth.teacher.StructuredReply;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Schemas of teachers' structured replies, by file name. Thread-safe. */
public final class ReplySchemas {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, ReplySchema> READ = new ConcurrentHashMap<>();

  private static final Map<String, StructuredReply> READERS = new ConcurrentHashMap<>();

  private ReplySchemas() {}

  /**
   * The schema in {@code json/reply/NAME.schema.json}.
   *
   * @throws IllegalArgumentException when there is no such schema
   */
  public static ReplySchema of(String name) {
    return READ.computeIfAbsent(name, ReplySchemas::read);
  }

  /** Reads replies of that schema. */
  static StructuredReply reader(String name) {
    return READERS.computeIfAbsent(name, schema -> StructuredReply.of(of(schema)));
  }

  private static ReplySchema read(String name) {
    try {
      return new ReplySchema(name, JSON.readTree(Schemas.json("reply/" + name)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the schema reply/" + name + " is not JSON", e);
    }
  }
}
