package io.synth.teacher.demo;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares a point with what the opened pages say: the same value supports it, another value of the
 * same relation or unit refutes it, silence leaves it doubtful. The most authoritative page
 * decides.
 */
final class PointJudge {
  /** A judgement with its reason and the ids of the pages it rests on. */
  record Finding(String verdict, String explanation, List<String> citations) {}

  private record Opinion(boolean supports, String statement, OpenedPage page, double strength) {}

  /** Least score of a wording in which the point plainly speaks of a relation. */
  private static final double PLAIN = 1.5;

  private static final double SAID = 0.7;
  private static final double SAID_OTHERWISE = 0.6;
  private static final double SAID_WITH_FIGURES = 0.3;
  private static final double FROM_TITLE = 0.3;

  private final Dossier dossier;
  private final String topic;
  private final Speech speech;

  PointJudge(Dossier dossier, String topic, Speech speech) {
    this.dossier = dossier;
    this.topic = topic;
    this.speech = speech;
  }

  Finding judge(String point) {
    Sentence claim = Sentence.of(point);
    List<Opinion> opinions = new ArrayList<>();
    for (OpenedPage page : dossier.pages()) {
      opinion(page, claim).ifPresent(opinions::add);
    }
    opinions.sort(
        Comparator.<Opinion>comparingInt(o -> o.page().rank())
            .thenComparingInt(
                o -> Names.mentions(claim.plain() + " " + topic, o.page().subject()) ? 0 : 1)
            .thenComparing(o -> o.page().date(), Comparator.reverseOrder())
            .thenComparingDouble(o -> -o.strength()));
    if (opinions.isEmpty()) {
      return new Finding(
          "doubtful",
          speech.pick(
              "No opened page tells whether \"" + claim.plain() + "\" holds.",
              "已打开的网页都没有说明“" + claim.plain() + "”是否成立。"),
          List.of());
    }
    Opinion best = opinions.get(0);
    List<String> ids =
        opinions.stream()
            .filter(o -> o.supports() == best.supports())
            .map(o -> o.page().id())
            .distinct()
            .limit(2)
            .toList();
    String verdict = best.supports() ? "support" : "refute";
    String quoted = best.statement().strip();
    String explanation =
        speech.pick(
            (best.supports() ? "Supported: " : "Refuted: ")
                + "\""
                + best.page().title()
                + "\" says: "
                + quoted,
            (best.supports() ? "得到支持：" : "被否定：") + "“" + best.page().title() + "”写道：" + quoted);
    return new Finding(verdict, explanation + " \\cite{" + best.page().id() + "}", ids);
  }

  private Optional<Opinion> opinion(OpenedPage page, Sentence claim) {
    Optional<Opinion> words = byWords(page, claim);
    Optional<Opinion> relation = byRelation(page, claim);
    boolean figures = !Quantity.values(claim.plain()).isEmpty();
    return relation
        .filter(o -> o.supports() || o.strength() >= PLAIN)
        .or(() -> words.filter(o -> o.supports() && figures))
        .or(() -> relation)
        .or(() -> words);
  }

  /** The page gives a value for a relation that the point also gives one for. */
  private Optional<Opinion> byRelation(OpenedPage page, Sentence claim) {
    String subject =
        Names.mentions(claim.plain(), page.subject()) || topic.isEmpty() ? page.subject() : topic;
    boolean about =
        Names.mentions(claim.plain(), subject)
            || (page.isAbout(topic) && !namesAnother(claim, page));
    if (!about) {
      return Optional.empty();
    }
    Opinion best = null;
    for (Relation relation : Relations.ALL) {
      Optional<Cue.Value> claimed = Cue.value(claim, relation, subject);
      if (claimed.isEmpty() || claimed.get().score() < 1) {
        continue;
      }
      List<Found> values = FactFinder.values(page, subject, relation);
      List<Found> sure = values.stream().filter(v -> v.score() >= 1.4).toList();
      if (sure.isEmpty()) {
        continue;
      }
      Optional<Found> same = sure.stream().filter(v -> agrees(claimed.get().text(), v)).findFirst();
      Found shown = same.orElse(sure.get(0));
      double strength = claimed.get().score() + (same.isPresent() ? 1 : 0);
      if (best == null || strength > best.strength()) {
        best = new Opinion(same.isPresent(), shown.statement(), page, strength);
      }
    }
    // A point may hold more than the relation tells: its other figures must be found too.
    return Optional.ofNullable(best);
  }

  private boolean namesAnother(Sentence claim, OpenedPage page) {
    return speech == Speech.EN
        && Names.in(claim.plain()).stream()
            .findFirst()
            .filter(n -> n.start() < 5 && !Names.same(n.text(), page.subject()))
            .isPresent();
  }

  private static boolean agrees(String claimed, Found value) {
    Set<String> numbers = Quantity.values(claimed);
    if (value.relation().kind() != Relation.Kind.NAME) {
      return !numbers.isEmpty() && Quantity.values(value.value()).containsAll(numbers);
    }
    return Names.same(claimed, value.value()) || Names.mentions(claimed, value.value());
  }

  private Optional<Opinion> byWords(OpenedPage page, Sentence claim) {
    Set<String> wanted = new HashSet<>(Terms.of(claim.plain()));
    wanted.removeIf(t -> Character.isDigit(t.charAt(0)));
    List<Quantity> numbers = Quantity.folded(claim.plain());
    Set<String> title = Terms.of(page.title());
    title.addAll(page.isAbout(topic) ? Terms.of(topic) : Set.of());
    Opinion best = null;
    for (Sentence sentence : page.text().sentences()) {
      Set<String> there = new HashSet<>(sentence.terms());
      double own = Terms.coverage(wanted, there);
      there.addAll(title);
      double shared = Terms.coverage(wanted, there);
      boolean little = own < (page.isAbout(topic) ? FROM_TITLE / 2 : FROM_TITLE);
      if (little || sentence.hostile()) {
        continue;
      }
      Set<String> values = Quantity.values(sentence.plain());
      boolean all = numbers.stream().allMatch(q -> values.contains(q.value().toPlainString()));
      boolean figures = all && !numbers.isEmpty() && page.isAbout(topic);
      boolean supports = all && shared >= (figures ? SAID_WITH_FIGURES : SAID);
      boolean refutes = !all && shared >= SAID_OTHERWISE && otherNumber(claim, sentence);
      double strength = shared + (supports ? 0.3 : 0);
      if ((supports || refutes) && (best == null || strength > best.strength())) {
        best = new Opinion(supports, sentence.plain(), page, strength);
      }
    }
    return Optional.ofNullable(best);
  }

  /** Whether the sentence gives another number of the same unit or thing for one that it lacks. */
  private static boolean otherNumber(Sentence claim, Sentence sentence) {
    String claimed = narrow(claim);
    String stated = narrow(sentence);
    List<Quantity> there = Quantity.in(stated);
    for (Quantity q : Quantity.in(claimed)) {
      boolean found = there.stream().anyMatch(t -> t.value().compareTo(q.value()) == 0);
      if (!found && there.stream().anyMatch(t -> comparable(q, claimed, t, stated))) {
        return true;
      }
    }
    return false;
  }

  private static boolean comparable(
      Quantity one, String oneText, Quantity other, String otherText) {
    if (one.isYear() || other.isYear()) {
      return one.isYear() && other.isYear();
    }
    return one.unit().isEmpty()
        ? !counted(one, oneText).isEmpty()
            && counted(one, oneText).equals(counted(other, otherText))
        : one.unit().equals(other.unit());
  }

  /** What a number without unit counts: the next word. */
  private static Set<String> counted(Quantity q, String text) {
    Set<String> words =
        new LinkedHashSet<>(
            Terms.of(text.substring(q.end(), Math.min(text.length(), q.end() + 14))));
    return words.stream().limit(1).collect(java.util.stream.Collectors.toSet());
  }

  private static String narrow(Sentence sentence) {
    return NumberWords.digits(Normalizer.normalize(sentence.plain(), Normalizer.Form.NFKC));
  }
}
