package io.synth.teacher.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells whether things are of the sort that a question wants, by their names and pages. */
final class Sorts {
  private final Dossier dossier;
  private final Speech speech;

  Sorts(Dossier dossier, Speech speech) {
    this.dossier = dossier;
    this.speech = speech;
  }

  /** Which of several things is of a sort, told by its name or by its page. */
  Step fitting(List<Found> rivals, String sort) {
    Map<String, Found> byName = new LinkedHashMap<>();
    rivals.forEach(r -> byName.putIfAbsent(r.value(), r));
    if (byName.size() < 2 || sort.isEmpty()) {
      return new Step.Unknown(sort);
    }
    Optional<Found> fits = byName.values().stream().filter(r -> isA(r, sort)).findFirst();
    if (fits.isPresent()) {
      return new Step.Known(fits.get().value(), "", List.of(), List.of());
    }
    List<String> urls =
        byName.values().stream()
            .map(Found::url)
            .filter(u -> !u.isEmpty() && !dossier.opened(u))
            .distinct()
            .limit(3)
            .toList();
    return urls.isEmpty()
        ? new Step.Unknown(sort)
        : new Step.Open(
            urls,
            speech.pick(
                "Several things are named; I'll see which is the " + sort + ".",
                "这里列出了几项，看看哪一项是" + sort + "。"));
  }

  boolean isA(Found thing, String sort) {
    Set<String> wanted = Terms.of(sort);
    Optional<OpenedPage> page =
        dossier.page(thing.url()).or(() -> dossier.pageAbout(thing.value()));
    StringBuilder text = new StringBuilder(thing.value());
    page.ifPresent(
        p -> {
          Relation kind = Relations.labelledOrNamed("instance of");
          p.text().rows().stream()
              .filter(r -> FactFinder.heads(r.heading(), kind))
              .forEach(r -> text.append(' ').append(r.value().plain()));
          p.text().sentences().stream().limit(1).forEach(s -> text.append(' ').append(s.plain()));
        });
    return Terms.coverage(wanted, Terms.of(text.toString())) >= 0.5;
  }
}
