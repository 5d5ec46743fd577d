package io.synth.teacher.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.model.Message;
import io.synth.teacher.ChatRequest;
import io.synth.teacher.ReplySchema;
import java.util.ArrayList;
import java.util.List;

/** Asks in words for a reply that satisfies a schema. */
final class SchemaWish {
  private SchemaWish() {}

  /**
   * The messages of a request.
   *
   * @param inWords whether its schema, if it has one, is told in the last of them, and those of
   *     earlier turns where they were told
   */
  static List<Message> messages(ChatRequest request, boolean inWords) {
    ReplySchema schema = request.schema();
    if (!inWords || (schema == null && request.wishes().isEmpty())) {
      return request.messages();
    }
    List<Message> messages = new ArrayList<>(request.messages());
    request.wishes().forEach((place, wish) -> tell(messages, place, wish));
    if (schema != null) {
      tell(messages, messages.size() - 1, schema);
    }
    return messages;
  }

  private static void tell(List<Message> messages, int place, ReplySchema schema) {
    String wish =
        "Reply with one JSON object and nothing else: no explanation, no code fence. It must"
            + " satisfy this JSON Schema, named "
            + schema.name()
            + ":\n"
            + onWire(schema.schema());
    if (place >= 0 && messages.get(place).role() == Message.Role.USER) {
      messages.set(place, Message.user(messages.get(place).content() + "\n\n" + wish));
    } else if (place == messages.size() - 1) {
      messages.add(Message.user(wish));
    }
  }

  /** A schema as servers take it. */
  static JsonNode onWire(JsonNode schema) {
    JsonNode copy = schema.deepCopy();
    if (copy instanceof ObjectNode object) {
      object.remove("$schema");
    }
    return copy;
  }
}
