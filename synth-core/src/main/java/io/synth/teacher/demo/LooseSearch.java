package io.synth.teacher.demo;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Answers questions whose grammar is not understood: the sentence that shares most with the
 * question, and in it the name, year or number that the question asks for.
 */
final class LooseSearch {
  private static final int MOST_PAGES = 5;
  private static final Relation ASKED = Relation.named("", Relation.Kind.NAME);
  private static final double SURE = 0.75;
  private static final double LEAST = 0.34;
  private static final double COUNTED = 0.3;
  private static final int COUNTED_WITHIN = 16;
  private static final double PER_TERM = 0.05;
  private static final Pattern NEXT = Pattern.compile("[,，.。、;；:：\\d]");
  private static final Pattern YEAR_ASKED =
      Pattern.compile("(?i)^when\\b|\\bwhat year|\\bwhich year|哪一?年|何年|何时|什么时候");
  private static final Pattern NUMBER_ASKED =
      Pattern.compile(
          "(?i)how (?:many|much|long|far|high|tall|deep|large|big|wide|old)(?: (\\w+))?|多少\\s*(\\p{IsHan})?|几(\\p{IsHan})|多[长高大宽深远]");
  private static final Pattern FIGURE_ASKED =
      Pattern.compile(
          "(?i)\\b(?:length|diameter|span|height|width|depth|size|speed|share|percentage|rate|number|amount|quota|tolerance|revenue|margin|cost|price|output|population|capacity|period|flow|area|weight)\\b"
              + "|直径|长度|跨度|高度|宽度|深度|比例|率|数量|配额|收入|利润|成本|价格|产量|发电量|周期|流量|面积|重量|误差");

  private final Dossier dossier;
  private final Speech speech;
  private final String question;
  private final List<String> excluded;
  private final Set<String> wanted;

  LooseSearch(Dossier dossier, Speech speech, String question, List<String> excluded) {
    this.dossier = dossier;
    this.speech = speech;
    this.question = question;
    this.excluded = excluded;
    this.wanted = Terms.of(question);
  }

  /**
   * The next step.
   *
   * @param now whether it must do with the pages there are
   */
  Step step(boolean now) {
    List<Found> found = candidates();
    if (now) {
      return answered(found);
    }
    if (!found.isEmpty()
        && (found.get(0).score() >= SURE || dossier.pages().size() >= MOST_PAGES)) {
      return known(found.get(0), found);
    }
    List<String> queries = queries();
    if (!queries.isEmpty()) {
      return new Step.Search(
          queries, speech.pick("I'll search for the question's key words.", "先用问题中的关键词搜索。"));
    }
    List<String> urls =
        dossier.hits().stream()
            .filter(h -> !dossier.opened(h.url()))
            .sorted(Comparator.comparingDouble(h -> -promise(h)))
            .map(Hit::url)
            .limit(3)
            .toList();
    if (!urls.isEmpty() && dossier.pages().size() < MOST_PAGES) {
      return new Step.Open(
          urls, speech.pick("These results look most relevant.", "这几条结果最相关，打开看看。"));
    }
    return answered(found);
  }

  private Step answered(List<Found> found) {
    return found.isEmpty() || found.get(0).score() < LEAST
        ? new Step.Unknown(question)
        : known(found.get(0), found);
  }

  private static Step known(Found best, List<Found> all) {
    List<Found> others =
        all.stream()
            .filter(f -> !f.page().url().equals(best.page().url()))
            .filter(f -> f.score() > best.score() - 0.3 && !Quantity.values(f.value()).isEmpty())
            .filter(f -> !Quantity.values(f.value()).equals(Quantity.values(best.value())))
            .limit(1)
            .toList();
    return new Step.Known(best.value(), best.url(), List.of(best), others);
  }

  private double promise(Hit hit) {
    return Terms.coverage(wanted, hit.terms()) - 0.05 * Hit.rank(hit.authority());
  }

  private List<String> queries() {
    List<String> queries = new ArrayList<>();
    String core = question.replaceAll("[?？。!！]+$", "").strip();
    core = core.length() > 150 ? core.substring(0, 150) : core;
    queries.add(core);
    List<String> names = Names.in(question).stream().map(Names.Span::text).distinct().toList();
    if (!names.isEmpty()) {
      queries.add(String.join(" ", names));
    }
    queries.removeIf(dossier::searched);
    return queries;
  }

  private List<Found> candidates() {
    List<Found> found = new ArrayList<>();
    for (OpenedPage page : dossier.pages()) {
      Set<String> title = Terms.of(page.title());
      for (Sentence sentence : page.text().sentences()) {
        add(page, title, sentence, sentence.plain(), found);
      }
      for (PageText.Row row : page.text().rows()) {
        String statement = row.about() + " " + row.heading() + ": " + row.value().plain();
        add(page, title, row.value(), statement.strip(), found);
      }
    }
    found.sort(Comparator.comparingDouble(f -> -f.score()));
    return found;
  }

  private void add(
      OpenedPage page, Set<String> title, Sentence sentence, String statement, List<Found> found) {
    if (Injection.isIn(statement)) {
      return;
    }
    Set<String> there = Terms.of(statement);
    double own = Terms.coverage(wanted, there);
    there.addAll(title);
    double score = 0.7 * Terms.coverage(wanted, there) + 0.5 * own - 0.06 * page.rank();
    if (own == 0) {
      return;
    }
    Optional<Picked> picked = value(sentence);
    picked
        .filter(v -> excluded.stream().noneMatch(e -> Judged.same(e, v.text())))
        .ifPresent(
            v ->
                found.add(new Found(ASKED, v.text(), "", statement, page, false, score + v.fit())));
  }

  /** A value of a sentence, and how well it fits the kind of thing asked for. */
  private record Picked(String text, double fit) {}

  private Optional<Picked> value(Sentence sentence) {
    Set<String> asked = Quantity.values(question);
    List<Quantity> fresh =
        Quantity.in(folded(sentence)).stream()
            .filter(q -> !asked.contains(q.value().toPlainString()))
            .toList();
    Matcher number = NUMBER_ASKED.matcher(question);
    if (YEAR_ASKED.matcher(question).find()) {
      return fresh.stream()
          .filter(Quantity::isYear)
          .map(q -> new Picked(q.value().toPlainString(), 0))
          .findFirst();
    }
    if (number.find()) {
      String counted =
          Stream.of(1, 2, 3).map(number::group).filter(Objects::nonNull).findFirst().orElse("");
      return counted(sentence, fresh, counted);
    }
    if (FIGURE_ASKED.matcher(question).find()) {
      return counted(sentence, fresh, "");
    }
    return Names.in(sentence.plain()).stream()
        .map(Names.Span::text)
        .filter(n -> !Names.mentions(question, n))
        .findFirst()
        .or(() -> linked(sentence))
        .map(n -> new Picked(n, 0));
  }

  private Optional<String> linked(Sentence sentence) {
    return sentence.links().stream()
        .map(Sentence.Link::text)
        .filter(t -> !Names.mentions(question, t))
        .findFirst();
  }

  /** The number that counts what is asked for, or stands nearest to the question's terms. */
  private Optional<Picked> counted(Sentence sentence, List<Quantity> fresh, String counted) {
    String plain = folded(sentence);
    return fresh.stream()
        .filter(q -> !q.isYear())
        .map(q -> new Picked(bare(q.text(), counted), fit(plain, q, counted)))
        .max(Comparator.comparingDouble(Picked::fit));
  }

  private static String folded(Sentence sentence) {
    return NumberWords.digits(Normalizer.normalize(sentence.plain(), Normalizer.Form.NFKC));
  }

  /** "37" for "how many people": the question has said what is counted. */
  private static String bare(String number, String counted) {
    boolean said = !counted.isEmpty() && !Speech.hasHan(counted) && number.endsWith(counted);
    return said ? number.substring(0, number.length() - counted.length()).strip() : number;
  }

  private double fit(String plain, Quantity q, String counted) {
    // "214 boats, 7,800 t": what stands after a comma or another number is not what it counts.
    String after = NEXT.split(plain.substring(q.end()), 2)[0];
    String near = q.text() + after.substring(0, Math.min(after.length(), COUNTED_WITHIN));
    boolean counts = !counted.isEmpty() && near.contains(counted);
    return (counts ? COUNTED : 0) + PER_TERM * shared(plain, q);
  }

  /** Terms of the question near a number. */
  private int shared(String plain, Quantity q) {
    String around =
        plain.substring(Math.max(0, q.start() - 40), Math.min(plain.length(), q.end() + 25));
    Set<String> terms = Terms.of(around);
    return (int) wanted.stream().filter(terms::contains).count();
  }
}
