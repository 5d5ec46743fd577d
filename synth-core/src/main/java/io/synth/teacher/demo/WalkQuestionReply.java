package io.synth.teacher.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Joins facts of several pages into one question: the longest chain of them. */
final class WalkQuestionReply implements StructuredReply {
  private static final int MOST_HOPS = 3;

  @Override
  public String schema() {
    return "walk_question";
  }

  @Override
  public ObjectNode reply(Sections sections, Speech speech) {
    List<TripleLine> facts = TripleLine.in(sections, "facts");
    List<TripleLine> best = List.of();
    for (TripleLine fact : facts) {
      List<TripleLine> chain = longest(List.of(fact), facts);
      best = better(chain, best) ? chain : best;
    }
    ObjectNode reply = Json.object();
    ArrayNode used = Json.MAPPER.createArrayNode();
    if (best.isEmpty()) {
      reply.put("question", speech.pick("What do the pages tell?", "这些网页说明了什么？"));
      reply.put("answer", speech.pick("unknown", "未知"));
      used.add(1);
    } else {
      List<ChainPhrase.Hop> hops = new ArrayList<>();
      for (TripleLine fact : best) {
        hops.add(new ChainPhrase.Hop(fact.known(), true, ""));
        used.add(fact.index());
      }
      String start = best.get(0).subject();
      reply.put("question", new ChainPhrase(speech).question(start, hops));
      reply.put("answer", best.get(best.size() - 1).object());
    }
    reply.set("facts", used);
    return reply;
  }

  /** The longest; among equals one that ends in a name, year or number rather than anything. */
  private static boolean better(List<TripleLine> chain, List<TripleLine> best) {
    return chain.size() > best.size()
        || (chain.size() == best.size() && worth(chain) > worth(best));
  }

  private static int worth(List<TripleLine> chain) {
    TripleLine last = chain.get(chain.size() - 1);
    return switch (last.known().id()) {
      case "located_in", "part_of", "uses", "field_of_work", "instance_of" -> 0;
      default -> 1;
    };
  }

  private static List<TripleLine> longest(List<TripleLine> chain, List<TripleLine> facts) {
    List<TripleLine> best = chain;
    if (chain.size() < MOST_HOPS) {
      String end = chain.get(chain.size() - 1).object();
      for (TripleLine next : facts) {
        boolean fresh =
            chain.stream()
                .noneMatch(
                    c -> Names.same(c.subject(), next.object()) || c.index() == next.index());
        if (fresh && Names.same(next.subject(), end)) {
          List<TripleLine> longer = new ArrayList<>(chain);
          longer.add(next);
          List<TripleLine> found = longest(longer, facts);
          best = better(found, best) ? found : best;
        }
      }
    }
    return best;
  }
}
