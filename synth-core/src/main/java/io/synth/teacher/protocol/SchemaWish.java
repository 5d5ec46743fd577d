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
   * @param inWords whether the schema, if there is one, is told in the last of them
   */
  static List<Message> messages(ChatRequest request, boolean inWords) {
    ReplySchema schema = request.schema();
    if (schema == null || !inWords) {
      return request.messages();
    }
    String wish =
        "Reply with one JSON object and nothing else: no explanation, no code fence. It must"
            + " satisfy this JSON Schema, named "
            + schema.name()
            + ":\n"
            + onWire(schema.schema());
    List<Message> messages = new ArrayList<>(request.messages());
    int last = messages.size() - 1;
    if (last >= 0 && messages.get(last).role() == Message.Role.USER) {
      messages.set(last, Message.user(messages.get(last).content() + "\n\n" + wish));
    } else {
      messages.add(Message.user(wish));
    }
    return messages;
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
