package io.synth.teacher.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes one kind of structured reply by rules. Stateless. */
interface StructuredReply {
  /** Name of the JSON Schema that the reply satisfies. */
  String schema();

  ObjectNode reply(Sections sections, Speech speech);
}
