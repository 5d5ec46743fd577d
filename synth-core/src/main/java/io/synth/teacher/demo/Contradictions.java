package io.synth.teacher.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds years and figures on which opened pages disagree. */
final class Contradictions {
  private static final int MOST = 3;

  /** Least score of a wording that states the value plainly. */
  private static final double PLAIN = 1.5;

  private Contradictions() {}

  /** A section on them; empty where there are none. */
  static List<String> among(Collection<OpenedPage> pages, Speech speech) {
    List<String> sentences = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (OpenedPage page : pages) {
      for (Relation relation : Relations.ALL) {
        boolean compared = relation.kind() != Relation.Kind.NAME && sentences.size() < MOST;
        if (compared && seen.add(page.subject() + relation.id())) {
          found(page, relation, pages, speech).ifPresent(sentences::add);
        }
      }
    }
    return sentences.isEmpty()
        ? List.of()
        : List.of(
            "## " + speech.pick("Where the sources disagree", "来源之间的分歧"),
            String.join(speech.pick(" ", ""), sentences));
  }

  private static Optional<String> found(
      OpenedPage page, Relation relation, Collection<OpenedPage> pages, Speech speech) {
    List<Found> own = FactFinder.values(page, page.subject(), relation);
    if (own.isEmpty() || own.get(0).score() < 2) {
      return Optional.empty();
    }
    for (OpenedPage other : pages) {
      if (other.url().equals(page.url()) || other.rank() < page.rank()) {
        continue;
      }
      List<Found> theirs = FactFinder.values(other, page.subject(), relation);
      if (!theirs.isEmpty()
          && theirs.get(0).score() >= PLAIN
          && !Aside.opens(Sentence.of(theirs.get(0).statement()), page.subject())
          && !Quantity.values(theirs.get(0).value()).equals(Quantity.values(own.get(0).value()))) {
        return Optional.of(sentence(page, own.get(0), theirs.get(0), speech));
      }
    }
    return Optional.empty();
  }

  private static String sentence(OpenedPage page, Found own, Found other, Speech speech) {
    String label = own.relation().label(speech);
    return speech
        .pick(
            "For \"%s\" of %s, %s gives %s \\cite{%s}, while \"%s\" gives %s \\cite{%s}; the former is the more trustworthy source.",
            "关于%2$s的%1$s，%3$s给出%4$s\\cite{%5$s}，而“%6$s”给出%7$s\\cite{%8$s}；前者更可信。")
        .formatted(
            label,
            page.subject(),
            page.publisher().isEmpty() ? page.title() : page.publisher(),
            own.value(),
            page.id(),
            other.page().title(),
            other.value(),
            other.page().id());
  }
}
