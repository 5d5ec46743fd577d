package io.synth.teacher.demo;

import java.util.List;

/** Puts a chain of relations into a question, in words that name only where it starts. */
final class ChainPhrase {
  /** A relation to follow, and whether towards its object. */
  record Hop(Relation relation, boolean forward, String sort) {}

  private final Speech speech;

  ChainPhrase(Speech speech) {
    this.speech = speech;
  }

  /** A question for what the hops lead to from the start, told by name or description. */
  String question(String start, List<Hop> hops) {
    String phrase = start;
    for (Hop hop : hops.subList(0, hops.size() - 1)) {
      phrase = speech == Speech.EN ? english(phrase, hop) : chinese(phrase, hop);
    }
    Hop last = hops.get(hops.size() - 1);
    return speech == Speech.EN ? asked(phrase, last) : askedZh(phrase, last);
  }

  private static String english(String phrase, Hop hop) {
    Relation r = hop.relation();
    String noun = Speech.EN.first(r.noun(), "");
    if (hop.forward()) {
      if (!noun.isEmpty()) {
        return "the " + noun + " of " + phrase;
      }
      String direct = Speech.EN.first(r.direct(), r.label(Speech.EN));
      return "the " + Speech.EN.first(r.object(), "thing") + " that " + phrase + " " + direct;
    }
    String sort = hop.sort().isEmpty() ? Speech.EN.first(r.subject(), "thing") : hop.sort();
    String by = Speech.EN.first(r.by(), "");
    if (!by.isEmpty() && !by.equals("author")) {
      return "the " + sort + " " + by + " " + phrase;
    }
    String direct = Speech.EN.first(r.direct(), "");
    if (!direct.isEmpty()) {
      String verb =
          direct.matches("(?:is|was|has|took|takes) .*|\\w+s .*|\\w+s|\\w+ed.*")
              ? direct
              : "is " + direct;
      return "the " + sort + " that " + verb + " " + phrase;
    }
    return "the "
        + sort
        + " whose "
        + (noun.isEmpty() ? r.label(Speech.EN) : noun)
        + " is "
        + phrase;
  }

  private static String asked(String phrase, Hop hop) {
    Relation r = hop.relation();
    if (!hop.forward()) {
      return "What is " + english(phrase, hop) + "?";
    }
    String event = Speech.EN.first(r.event(), "");
    if (r.kind() == Relation.Kind.YEAR && !event.isEmpty()) {
      return "In which year was " + phrase + " " + event + "?";
    }
    boolean person = Speech.EN.first(r.object(), "").equals("person");
    String noun = Speech.EN.first(r.noun(), "");
    if (noun.isEmpty()) {
      String direct = Speech.EN.first(r.direct(), "");
      if (direct.isEmpty()) {
        return "What is the " + r.label(Speech.EN) + " of " + phrase + "?";
      }
      return "What is " + english(phrase, hop) + "?";
    }
    return (person ? "Who is the " : "What is the ") + noun + " of " + phrase + "?";
  }

  private static String chinese(String phrase, Hop hop) {
    Relation r = hop.relation();
    if (hop.forward()) {
      String noun = Speech.ZH.first(r.noun(), "");
      if (!noun.isEmpty()) {
        return phrase + "的" + noun;
      }
      String object = Speech.ZH.first(r.object(), "事物");
      return phrase + Speech.ZH.first(r.direct(), r.label(Speech.ZH)) + "的" + object;
    }
    String sort = hop.sort().isEmpty() ? Speech.ZH.first(r.subject(), "事物") : hop.sort();
    String agent = Speech.ZH.first(r.agent(), "");
    if (!agent.isEmpty()) {
      return "由" + phrase + agent + "的" + sort;
    }
    String direct = Speech.ZH.first(r.direct(), "");
    return direct.isEmpty()
        ? "以" + phrase + "为" + r.label(Speech.ZH) + "的" + sort
        : direct + phrase + "的" + sort;
  }

  private static String askedZh(String phrase, Hop hop) {
    Relation r = hop.relation();
    if (!hop.forward()) {
      return chinese(phrase, hop) + "是什么？";
    }
    String event = Speech.ZH.first(r.event(), "");
    if (r.kind() == Relation.Kind.YEAR && !event.isEmpty()) {
      return phrase + event + "于哪一年？";
    }
    if (r.kind() == Relation.Kind.QUANTITY) {
      return chinese(phrase, hop) + "是多少？";
    }
    boolean person = Speech.ZH.first(r.object(), "").equals("人");
    return chinese(phrase, hop) + (person ? "是谁？" : "是什么？");
  }
}
