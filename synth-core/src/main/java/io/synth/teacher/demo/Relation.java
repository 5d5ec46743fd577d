package io.synth.teacher.demo;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A relation and the words that express it, English and Chinese mixed; {@code relations.yaml} tells
 * what each list holds.
 */
record Relation(
    String id,
    Kind kind,
    List<String> label,
    List<String> noun,
    List<String> agent,
    List<String> by,
    List<String> direct,
    List<String> event,
    List<String> adjective,
    List<String> unit,
    List<String> subject,
    List<String> object) {
  /** What the object of a relation is. */
  enum Kind {
    NAME,
    YEAR,
    QUANTITY
  }

  Relation {
    label = orEmpty(label);
    noun = orEmpty(noun);
    agent = orEmpty(agent);
    by = orEmpty(by);
    direct = orEmpty(direct);
    event = orEmpty(event);
    adjective = orEmpty(adjective);
    unit = orEmpty(unit);
    subject = orEmpty(subject);
    object = orEmpty(object);
  }

  /** A relation that is known by its words alone, e.g. "main span". */
  static Relation named(String words, Kind kind) {
    List<String> list = List.of(words);
    List<String> none = List.of();
    return new Relation(words, kind, list, list, none, none, none, none, none, none, none, none);
  }

  private static List<String> orEmpty(@Nullable List<String> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /** How facts name the relation. */
  String label(Speech speech) {
    return speech.first(label, id);
  }

  /** Every wording under which a table may list the relation. */
  List<String> headings() {
    List<String> all = new ArrayList<>(label);
    all.addAll(noun);
    all.addAll(by);
    all.addAll(direct);
    all.addAll(event);
    return all;
  }

  /** Every wording, for finding passages that speak of the relation. */
  List<String> cues() {
    List<String> all = headings();
    all.addAll(agent);
    all.addAll(adjective);
    return all;
  }
}
