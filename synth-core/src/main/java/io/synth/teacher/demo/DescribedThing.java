package io.synth.teacher.demo;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the page about a thing that a question describes without its name. */
final class DescribedThing {
  private static final int MOST_OPENED_AT_ONCE = 2;
  private static final double DESCRIBED_WELL = 0.65;
  private static final double DESCRIBED = 0.35;

  private final Dossier dossier;
  private final Speech speech;

  DescribedThing(Dossier dossier, Speech speech) {
    this.dossier = dossier;
    this.speech = speech;
  }

  /** The page that says most of a description, or the next step towards it. */
  Step find(String text) {
    Set<String> wanted = Terms.of(text);
    Optional<OpenedPage> best =
        dossier.pages().stream().max(Comparator.comparingDouble(p -> fit(p, wanted)));
    double fit = best.map(p -> fit(p, wanted)).orElse(0.0);
    if (best.isPresent() && fit >= DESCRIBED_WELL) {
      return new Step.Known(best.get().subject(), best.get().url(), List.of(), List.of());
    }
    if (!dossier.searched(text)) {
      return new Step.Search(
          List.of(text),
          speech.pick(
              "First I must find out what \"" + text + "\" is.", "首先要弄清“" + text + "”指的是什么。"));
    }
    List<String> urls =
        dossier.hits().stream()
            .filter(h -> !dossier.opened(h.url()))
            .sorted(Comparator.comparingDouble(h -> -Terms.coverage(wanted, h.terms())))
            .map(Hit::url)
            .limit(MOST_OPENED_AT_ONCE)
            .toList();
    if (!urls.isEmpty() && dossier.pages().size() < 6) {
      return new Step.Open(urls, speech.pick("These pages may be about it.", "这些网页可能与它有关。"));
    }
    return best.isPresent() && fit >= DESCRIBED
        ? new Step.Known(best.get().subject(), best.get().url(), List.of(), List.of())
        : new Step.Unknown(text);
  }

  private static double fit(OpenedPage page, Set<String> wanted) {
    Set<String> title = Terms.of(page.title());
    Stream<String> lines =
        Stream.concat(
            page.text().sentences().stream().map(Sentence::plain),
            Stream.of(
                String.join(" ", page.text().rows().stream().map(PageText.Row::line).toList())));
    return lines
        .mapToDouble(
            line -> {
              Set<String> there = Terms.of(line);
              there.addAll(title);
              return Terms.coverage(wanted, there);
            })
        .max()
        .orElse(0);
  }
}
