package io.synth.recipe;

import io.synth.agent.Sections;
import io.synth.corpus.Page;
import io.synth.model.Evidence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A passage of a page: one sentence, or two that follow each other, verbatim. */
record Passage(String url, String title, String quote) {
  private static final Pattern SENTENCE =
      Pattern.compile("[^\\n。！？!?]*?(?:[。！？!?]+[”」』\"]?|\\.(?=\\s)|(?=\\n)|$)");

  /** A period after these, or after a single capital, ends no sentence. */
  private static final Pattern ABBREVIATION =
      Pattern.compile(
          "(?:^|\\s)(?:\\p{Lu}|(?i:mr|mrs|ms|dr|prof|st|no|vol|fig|ca|cf|e\\.g|i\\.e|inc|ltd))\\.$");

  /** Longer passages say too much at once: our choice, in characters. */
  private static final int MOST_CHARACTERS = 600;

  Evidence evidence() {
    return new Evidence(url, title, quote);
  }

  /** As teachers read passages: {@code [1] title: quote}, one a line. */
  static String lines(List<Passage> passages) {
    return IntStream.range(0, passages.size())
        .mapToObj(
            i ->
                "["
                    + (i + 1)
                    + "] "
                    + Sections.line(passages.get(i).title())
                    + ": "
                    + Sections.line(passages.get(i).quote()))
        .collect(Collectors.joining("\n"));
  }

  /**
   * The passage that relates two entities: a sentence that names both; else two sentences that do;
   * else a sentence that names one on a page that has the other in its title.
   */
  static Optional<Passage> relating(Page page, Collection<String> one, Collection<String> other) {
    if (!Mentions.any(page.title() + "\n" + page.text(), one)
        || !Mentions.any(page.title() + "\n" + page.text(), other)) {
      return Optional.empty();
    }
    List<String> sentences = sentences(page.text());
    List<String> pairs = new ArrayList<>(sentences);
    pairs.addAll(neighbours(page.text(), sentences));
    Optional<String> both =
        pairs.stream()
            .filter(text -> Mentions.any(text, one) && Mentions.any(text, other))
            .findFirst();
    if (both.isEmpty()) {
      boolean titleOne = Mentions.any(page.title(), one);
      boolean titleOther = Mentions.any(page.title(), other);
      both =
          sentences.stream()
              .filter(
                  text ->
                      (titleOne && Mentions.any(text, other))
                          || (titleOther && Mentions.any(text, one)))
              .findFirst();
    }
    return both.map(quote -> new Passage(page.url(), page.title(), quote));
  }

  /** The sentences of a page that name something. */
  static List<Passage> naming(Page page, Collection<String> names) {
    return sentences(page.text()).stream()
        .filter(sentence -> Mentions.any(sentence, names))
        .map(quote -> new Passage(page.url(), page.title(), quote))
        .toList();
  }

  /** Sentences in order; a line break ends one, too. */
  private static List<String> sentences(String text) {
    List<String> sentences = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    Matcher sentence = SENTENCE.matcher(text);
    while (sentence.find()) {
      open.append(sentence.group());
      boolean abbreviated =
          ABBREVIATION.matcher(open).find()
              && sentence.end() < text.length()
              && text.charAt(sentence.end()) != '\n';
      if (!abbreviated) {
        String whole = open.toString().strip();
        if (!whole.isEmpty() && whole.length() <= MOST_CHARACTERS) {
          sentences.add(whole);
        }
        open.setLength(0);
      }
    }
    return sentences;
  }

  /** Two sentences with what stands between them on the page. */
  private static List<String> neighbours(String text, List<String> sentences) {
    List<String> pairs = new ArrayList<>();
    int from = 0;
    for (int i = 0; i + 1 < sentences.size(); i++) {
      int start = text.indexOf(sentences.get(i), from);
      int next = start < 0 ? -1 : text.indexOf(sentences.get(i + 1), start);
      if (next < 0) {
        continue;
      }
      int end = next + sentences.get(i + 1).length();
      String pair = text.substring(start, end);
      if (pair.length() <= MOST_CHARACTERS && !pair.contains("\n\n")) {
        pairs.add(pair);
      }
      from = start;
    }
    return pairs;
  }
}
