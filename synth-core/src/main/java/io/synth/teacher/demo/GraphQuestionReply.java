package io.synth.teacher.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A fuzzed multi-hop question: the start is described, what lies between is told by relations. */
final class GraphQuestionReply implements StructuredReply {
  @Override
  public String schema() {
    return "graph_question";
  }

  @Override
  public ObjectNode reply(Sections sections, Speech speech) {
    List<TripleLine> chain = TripleLine.in(sections, "chain");
    List<Passage> passages = Passage.in(sections);
    String answer = sections.get("answer").lines().findFirst().orElse("").strip();
    Walked walked = Walked.along(chain, answer, passages, speech);
    String start = start(walked, passages, speech);
    String question =
        walked.hops().isEmpty()
            ? speech.pick("What is known of " + answer + "?", "关于这一事物有哪些已知事实？")
            : new ChainPhrase(speech).question(start, walked.hops());
    ObjectNode reply = Json.object();
    reply.put("question", question);
    reply.put("answer", answer.isEmpty() ? walked.end() : answer);
    ArrayNode used = reply.putArray("triples");
    chain.forEach(t -> used.add(t.index()));
    if (chain.isEmpty()) {
      used.add(1);
    }
    return reply;
  }

  private static String start(Walked walked, List<Passage> passages, Speech speech) {
    List<String> hidden = new ArrayList<>(walked.stations());
    hidden.remove(walked.start());
    return Defining.of(walked.start(), passages, hidden, speech)
        .map(d -> speech == Speech.EN ? "the " + d : d)
        .orElseGet(() -> named(walked.start(), speech));
  }

  private static String named(String name, Speech speech) {
    boolean article =
        speech == Speech.EN
            && name.matches(
                ".* (?:Bridge|Array|Barrage|Institute|Isles|River|Strait|Bay|Link|Grid|Viaduct|Causeway|Accord|Act|Survey|Expedition|Reflector|University|Observatory|Authority|Bureau|Archive|Museum|Bank|Company|Cooperative)|(?:Museum|Institute|Bank|Port|Isle) of .*");
    return article && !name.endsWith("University") ? "the " + name : name;
  }

  /** A chain walked from one end to the other. */
  private record Walked(
      String start, String end, List<String> stations, List<ChainPhrase.Hop> hops) {
    static Walked along(
        List<TripleLine> chain, String answer, List<Passage> passages, Speech speech) {
      if (chain.isEmpty()) {
        return new Walked(answer, answer, List.of(), List.of());
      }
      String at = start(chain, answer);
      List<String> stations = new ArrayList<>(List.of(at));
      List<ChainPhrase.Hop> hops = new ArrayList<>();
      String start = at;
      for (TripleLine edge : chain) {
        boolean forward = edge.subject().equals(at);
        at = forward ? edge.object() : edge.subject();
        stations.add(at);
        String sort = forward ? "" : Defining.sort(at, passages, speech);
        hops.add(new ChainPhrase.Hop(edge.known(), forward, sort));
      }
      return new Walked(start, at, stations, hops);
    }

    /** The end of the first edge that the second one does not continue from. */
    private static String start(List<TripleLine> chain, String answer) {
      TripleLine first = chain.get(0);
      if (chain.size() == 1) {
        return first.object().equals(answer) ? first.subject() : first.object();
      }
      TripleLine second = chain.get(1);
      boolean onFromObject =
          first.object().equals(second.subject()) || first.object().equals(second.object());
      return onFromObject ? first.subject() : first.object();
    }
  }
}
