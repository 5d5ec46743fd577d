package io.synth.teacher.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Follows a chain of relations through the pages opened so far, and tells what to search or open
 * where the chain breaks off.
 */
final class Resolver {
  private static final int MOST_OPENED_AT_ONCE = 2;
  private static final int MOST_MENTIONS = 4;

  private final Dossier dossier;
  private final Speech speech;
  private final List<String> excluded;
  private final boolean crossCheck;
  private final Sorts sorts;

  /**
   * @param excluded answers that were turned down
   * @param crossCheck whether to look for a second page before answering
   */
  Resolver(Dossier dossier, Speech speech, List<String> excluded, boolean crossCheck) {
    this.dossier = dossier;
    this.speech = speech;
    this.excluded = excluded;
    this.crossCheck = crossCheck;
    this.sorts = new Sorts(dossier, speech);
  }

  /** The next step towards the thing asked for. */
  Step resolve(Subject.Related asked) {
    return related(asked, true);
  }

  private Step any(Subject subject) {
    if (subject instanceof Subject.Related related) {
      return related(related, false);
    }
    if (subject instanceof Subject.Described described) {
      return new DescribedThing(dossier, speech).find(described.text());
    }
    String name = ((Subject.Named) subject).name();
    return named(name, "", List.of());
  }

  private Step related(Subject.Related asked, boolean last) {
    Step inner = any(asked.of());
    if (!(inner instanceof Step.Known start)) {
      return inner;
    }
    // A link leads on to the page of what it names.
    Step page = named(start.name(), start.url(), start.trail());
    if (!(page instanceof Step.Known known)) {
      return page instanceof Step.Unknown ? search(start, asked, last) : page;
    }
    return search(known, asked, last);
  }

  private Step search(Step.Known start, Subject.Related asked, boolean last) {
    return asked.forward() ? forward(start, asked, last) : backward(start, asked);
  }

  private Step named(String name, String url, List<Found> trail) {
    if (!url.isEmpty()) {
      Optional<OpenedPage> page = dossier.page(url);
      if (page.isPresent()) {
        return new Step.Known(name, url, trail, List.of());
      }
      if (!dossier.opened(url)) {
        return open(List.of(url), name);
      }
    }
    Optional<OpenedPage> about = dossier.pageAbout(name);
    if (about.isPresent()) {
      return new Step.Known(name, about.get().url(), trail, List.of());
    }
    List<String> titled =
        dossier.hits().stream()
            .filter(h -> Names.same(h.subject(), name) && !dossier.opened(h.url()))
            .sorted(Comparator.comparingInt(h -> Hit.rank(h.authority())))
            .map(Hit::url)
            .limit(1)
            .toList();
    if (!titled.isEmpty()) {
      return open(titled, name);
    }
    if (!dossier.searched(name)) {
      return new Step.Search(
          List.of(name),
          speech.pick("I need a page about " + name + ".", "我需要找到关于" + name + "的网页。"));
    }
    List<String> mentioning = mentioning(name, Set.of());
    if (!mentioning.isEmpty() && pagesMentioning(name) < 2) {
      return open(mentioning, name);
    }
    return pagesMentioning(name) > 0
        ? new Step.Known(name, "", trail, List.of())
        : new Step.Unknown(name);
  }

  private Step.Open open(List<String> urls, String name) {
    return new Step.Open(
        urls,
        speech.pick(
            "Let me open what looks like the best source on " + name + ".",
            "打开关于" + name + "的最可靠来源。"));
  }

  /** Unopened results that name a thing, those with most of the wanted terms first. */
  private List<String> mentioning(String name, Set<String> wanted) {
    return dossier.hits().stream()
        .filter(h -> !dossier.opened(h.url()))
        .filter(h -> Names.mentions(h.title() + " " + h.snippet(), name))
        .filter(h -> wanted.isEmpty() || Terms.coverage(wanted, h.terms()) > 0)
        .sorted(
            Comparator.<Hit>comparingDouble(h -> -Terms.coverage(wanted, h.terms()))
                .thenComparingInt(h -> Hit.rank(h.authority())))
        .map(Hit::url)
        .limit(MOST_OPENED_AT_ONCE)
        .toList();
  }

  private long pagesMentioning(String name) {
    Names.Wanted wanted = Names.wanted(name);
    return dossier.pages().stream()
        .filter(p -> p.text().sentences().stream().anyMatch(s -> wanted.in(s.folded())))
        .count();
  }

  private Step forward(Step.Known start, Subject.Related asked, boolean last) {
    Relation relation = asked.relation();
    List<Found> values = new ArrayList<>();
    for (OpenedPage page : dossier.pages()) {
      String name = page.url().equals(start.url()) ? page.subject() : start.name();
      values.addAll(surest(FactFinder.values(page, name, relation)));
    }
    if (last) {
      values.removeIf(v -> excluded.stream().anyMatch(e -> Judged.same(e, v.value())));
    }
    values.sort(
        Comparator.<Found>comparingInt(v -> v.ownPage() ? 0 : 1)
            .thenComparingInt(v -> v.page().rank())
            .thenComparing(v -> v.page().date(), Comparator.reverseOrder())
            .thenComparingDouble(v -> -v.score()));
    String wording = start.name() + " " + speech.first(relation.noun(), relation.label(speech));
    boolean searched = dossier.searched(wording);
    if (values.isEmpty() || (last && crossCheck && !searched)) {
      Step more = more(start.name(), relation, wording, values.isEmpty());
      if (more != null) {
        return more;
      }
    }
    if (values.isEmpty()) {
      return new Step.Unknown(wording);
    }
    return chosen(start, asked, values);
  }

  private List<Found> surest(List<Found> values) {
    return values.stream().filter(v -> v.score() >= values.get(0).score() - 0.05).toList();
  }

  private @org.jspecify.annotations.Nullable Step more(
      String name, Relation relation, String wording, boolean needed) {
    if (!dossier.searched(wording)) {
      String thought =
          needed
              ? speech.pick(
                  "The pages so far do not tell that; a closer search may.", "已打开的网页没有说明这一点，再查一查。")
              : speech.pick(
                  "One page tells it. I'll cross-check against another source.",
                  "已有网页说明了这一点，再找其他来源核对。");
      return new Step.Search(List.of(wording), thought);
    }
    Set<String> wanted = Terms.of(String.join(" ", relation.cues()));
    List<String> urls = mentioning(name, wanted);
    return urls.isEmpty() || pagesMentioning(name) >= (needed ? MOST_MENTIONS : 2)
        ? null
        : open(urls, name);
  }

  private Step chosen(Step.Known start, Subject.Related asked, List<Found> values) {
    Found best = values.get(0);
    List<Found> rivals =
        values.stream()
            .filter(v -> v.page().url().equals(best.page().url()) && v.score() == best.score())
            .toList();
    Step fitting = sorts.fitting(rivals, asked.sort());
    if (fitting instanceof Step.Open) {
      return fitting;
    }
    Found value =
        rivals.stream()
            .filter(v -> fitting instanceof Step.Known k && k.name().equals(v.value()))
            .findFirst()
            .orElse(best);
    List<Found> others =
        values.stream()
            .filter(v -> !v.page().url().equals(value.page().url()))
            .filter(v -> contradicts(value, v))
            .limit(1)
            .toList();
    return new Step.Known(value.value(), value.url(), with(start.trail(), value), others);
  }

  private static boolean contradicts(Found one, Found other) {
    boolean sameScript = Speech.hasHan(one.value()) == Speech.hasHan(other.value());
    Set<String> numbers = Quantity.values(one.value());
    Set<String> otherNumbers = Quantity.values(other.value());
    if (!numbers.isEmpty() && !otherNumbers.isEmpty()) {
      return !numbers.equals(otherNumbers);
    }
    return sameScript && !Names.same(one.value(), other.value());
  }

  private Step backward(Step.Known start, Subject.Related asked) {
    List<Found> subjects = new ArrayList<>();
    for (OpenedPage page : dossier.pages()) {
      String name = page.url().equals(start.url()) ? page.subject() : start.name();
      subjects.addAll(FactFinder.subjects(page, name, asked.relation()));
      if (!name.equals(start.name())) {
        subjects.addAll(FactFinder.subjects(page, start.name(), asked.relation()));
      }
    }
    Found known = start.trail().isEmpty() ? null : start.trail().get(start.trail().size() - 1);
    subjects.removeIf(
        s ->
            Names.same(s.value(), start.name())
                || (known != null && s.statement().equals(known.statement()))
                || excluded.stream().anyMatch(e -> Judged.same(e, s.value())));
    subjects.sort(
        Comparator.<Found>comparingInt(
                s -> asked.sort().isEmpty() || sorts.isA(s, asked.sort()) ? 0 : 1)
            .thenComparingDouble(s -> -s.score())
            .thenComparingInt(s -> s.page().rank()));
    boolean sure =
        !subjects.isEmpty() && (asked.sort().isEmpty() || sorts.isA(subjects.get(0), asked.sort()));
    String form = speech.first(asked.relation().by(), asked.relation().label(speech));
    String wording = (asked.sort() + " " + form + " " + start.name()).strip();
    if (!sure) {
      List<String> unread =
          subjects.stream()
              .map(Found::url)
              .filter(u -> !u.isEmpty() && !dossier.opened(u))
              .distinct()
              .limit(3)
              .toList();
      if (!unread.isEmpty()) {
        return open(unread, subjects.get(0).value());
      }
      Step more = more(start.name(), asked.relation(), wording, true);
      if (more != null) {
        return more;
      }
    }
    if (subjects.isEmpty()) {
      return new Step.Unknown(wording);
    }
    Found best = subjects.get(0);
    return new Step.Known(best.value(), best.url(), with(start.trail(), best), List.of());
  }

  private static List<Found> with(List<Found> trail, Found next) {
    List<Found> longer = new ArrayList<>(trail);
    longer.add(next);
    return List.copyOf(longer);
  }
}
