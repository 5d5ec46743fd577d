package io.synth.teacher.demo;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what pages state about a relation of a thing: in key facts first, then in sentences. */
final class FactFinder {
  private static final double ROW = 3;
  private static final double OWN_PAGE = 0.5;
  private static final double LEAST = 0.6;

  private FactFinder() {}

  /** Values of a relation of {@code name} on a page, the surest first. */
  static List<Found> values(OpenedPage page, String name, Relation relation) {
    boolean own = page.isAbout(name);
    Names.Wanted wanted = Names.wanted(name);
    List<Found> found = new ArrayList<>();
    for (PageText.Row row : page.text().rows()) {
      boolean about = row.about().isEmpty() ? own : Names.same(row.about(), name);
      if (about && heads(row.heading(), relation)) {
        addRow(page, own, row, relation, found);
      }
    }
    for (Sentence sentence : page.text().sentences()) {
      boolean named = wanted.in(sentence.folded());
      if (!(own || named) || sentence.hostile()) {
        continue;
      }
      Optional<Cue.Value> value = Cue.value(sentence, relation, name);
      if (value.isPresent()) {
        double score = value.get().score() + (named ? OWN_PAGE : 0) - (own ? 0 : OWN_PAGE);
        if (score >= LEAST) {
          found.add(
              new Found(
                  relation,
                  value.get().text(),
                  value.get().url(),
                  sentence.plain(),
                  page,
                  own,
                  score));
        }
      }
    }
    found.sort(Comparator.comparingDouble(f -> -f.score()));
    return found.stream().map(f -> inSentence(f, found)).toList();
  }

  /** A table's fact in the words of a sentence of the same page, where there is one. */
  private static Found inSentence(Found fact, List<Found> all) {
    return all.stream()
        .filter(f -> f.score() < ROW && f.value().equals(fact.value()))
        .findFirst()
        .map(f -> fact.withStatement(f.statement()))
        .orElse(fact);
  }

  private static void addRow(
      OpenedPage page, boolean own, PageText.Row row, Relation relation, List<Found> found) {
    String plain = Normalizer.normalize(row.value().plain(), Normalizer.Form.NFKC).strip();
    String statement = row.heading() + (Speech.hasHan(row.heading()) ? "：" : ": ") + plain;
    if (relation.kind() == Relation.Kind.NAME && row.value().links().size() > 1) {
      for (Sentence.Link link : row.value().links()) {
        found.add(new Found(relation, link.text(), link.url(), statement, page, own, ROW));
      }
      return;
    }
    String url = row.value().links().isEmpty() ? "" : row.value().links().get(0).url();
    String value = plain;
    if (relation.kind() == Relation.Kind.NAME && !url.isEmpty()) {
      value = row.value().links().get(0).text();
    } else if (relation.kind() == Relation.Kind.YEAR) {
      value =
          Quantity.in(plain).stream()
              .filter(Quantity::isYear)
              .map(q -> q.value().toPlainString())
              .findFirst()
              .orElse("");
    }
    if (!value.isEmpty()) {
      found.add(new Found(relation, value, url, statement, page, own, ROW));
    }
  }

  static boolean heads(String heading, Relation relation) {
    String folded = Fold.of(heading);
    return relation.headings().stream().map(Fold::of).anyMatch(folded::equals);
  }

  /**
   * Subjects that a page relates to {@code name}: the bridges that a person designed. The page may
   * be about the subject itself, or speak of it.
   */
  static List<Found> subjects(OpenedPage page, String name, Relation relation) {
    List<Found> found = new ArrayList<>();
    if (!page.isAbout(name)) {
      String subject = page.subject();
      for (Found value : values(page, subject, relation)) {
        if (Names.same(value.value(), name)) {
          found.add(
              new Found(
                  relation,
                  subject,
                  page.url(),
                  value.statement(),
                  page,
                  value.ownPage(),
                  value.score()));
          break;
        }
      }
    }
    Names.Wanted wanted = Names.wanted(name);
    boolean about = page.isAbout(name);
    for (Sentence sentence : page.text().sentences()) {
      if (sentence.hostile() || !(about || wanted.in(sentence.folded()))) {
        continue;
      }
      Cue.subject(sentence, relation, name)
          .ifPresent(
              v ->
                  found.add(
                      new Found(
                          relation, v.text(), v.url(), sentence.plain(), page, false, v.score())));
    }
    return found;
  }

  static String lower(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }
}
