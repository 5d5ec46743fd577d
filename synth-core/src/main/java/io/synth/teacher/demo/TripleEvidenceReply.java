package io.synth.teacher.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** A passage confirms a triple if it names both ends and, as a rule, the relation. */
final class TripleEvidenceReply implements StructuredReply {
  private static final double BOTH_ENDS = 2;

  @Override
  public String schema() {
    return "triple_evidence";
  }

  @Override
  public ObjectNode reply(Sections sections, Speech speech) {
    List<Passage> passages = Passage.in(sections);
    ObjectNode reply = Json.object();
    ArrayNode items = reply.putArray("items");
    for (TripleLine triple : TripleLine.in(sections, "triples")) {
      int best = 0;
      double bestScore = 0;
      for (Passage passage : passages) {
        double score = score(triple, passage);
        if (score > bestScore) {
          bestScore = score;
          best = passage.index();
        }
      }
      boolean supported = bestScore > BOTH_ENDS;
      items
          .addObject()
          .put("index", triple.index())
          .put("supported", supported)
          .put("passage", supported ? best : 0);
    }
    return reply;
  }

  private static double score(TripleLine triple, Passage passage) {
    boolean subject =
        Names.mentions(passage.quote(), triple.subject())
            || Names.same(Names.subject(passage.title()), triple.subject())
            || Names.mentions(passage.title(), triple.subject());
    if (!subject || !states(passage.whole(), triple.object())) {
      return 0;
    }
    Relation relation = triple.known();
    String lower = FactFinder.lower(passage.quote());
    boolean cue = relation.cues().stream().anyMatch(c -> Cue.indexOf(lower, c, 0) >= 0);
    Set<String> words = Terms.of(triple.relation());
    double shared = Terms.coverage(words, Terms.of(passage.quote()));
    return BOTH_ENDS + (cue ? 1 : 0) + 0.5 * shared;
  }

  /** Numbers must be equal in value, names in wording. */
  private static boolean states(String text, String object) {
    Set<String> numbers = Quantity.values(object);
    return Names.mentions(text, object)
        || (!numbers.isEmpty()
            && Character.isDigit(object.charAt(0))
            && Quantity.values(text).containsAll(numbers));
  }
}
