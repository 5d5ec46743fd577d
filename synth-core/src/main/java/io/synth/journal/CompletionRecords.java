package io.synth.journal;

import io.synth.model.Completion;
import io.synth.model.Labelled;
import io.synth.model.TeacherRole;
import io.synth.schema.Schemas;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Completions as Avro records and back. */
final class CompletionRecords {
  static final Schema SCHEMA = Schemas.avro("completion");

  private CompletionRecords() {}

  static GenericRecord record(Completion completion) {
    GenericRecord record = new GenericData.Record(SCHEMA);
    record.put("item_id", completion.itemId());
    record.put("step", completion.step());
    record.put("fingerprint", completion.fingerprint());
    record.put("role", completion.role().label());
    record.put("teacher", completion.teacher());
    record.put("model", completion.model());
    record.put("reply", completion.reply());
    record.put("prompt_tokens", completion.promptTokens());
    record.put("cached_tokens", completion.cachedTokens());
    record.put("completion_tokens", completion.completionTokens());
    record.put("reasoning_tokens", completion.reasoningTokens());
    record.put("cost_usd", completion.costUsd());
    record.put("attempts", completion.attempts());
    record.put("latency_ms", completion.latencyMs());
    record.put("received_at", completion.receivedAt());
    return record;
  }

  static Completion completion(GenericRecord record) {
    return new Completion(
        text(record, "item_id"),
        text(record, "step"),
        text(record, "fingerprint"),
        Labelled.of(TeacherRole.class, text(record, "role")),
        text(record, "teacher"),
        text(record, "model"),
        text(record, "reply"),
        (Long) record.get("prompt_tokens"),
        (Long) record.get("cached_tokens"),
        (Long) record.get("completion_tokens"),
        (Long) record.get("reasoning_tokens"),
        (Double) record.get("cost_usd"),
        (Integer) record.get("attempts"),
        (Long) record.get("latency_ms"),
        (Long) record.get("received_at"));
  }

  private static String text(GenericRecord record, String field) {
    return record.get(field).toString();
  }
}
