package io.synth.teacher.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes a report from the sentences of the pages opened, section by section, with citations. */
final class ReportWriter {
  private static final int MOST_PER_SECTION = 8;
  private static final int MOST_SECTIONS = 5;
  private static final int MOST_PER_PAGE = 3;
  private static final double LEAST = 0.1;

  /** What a page says of itself informs nobody. */
  private static final Pattern OF_ITSELF =
      Pattern.compile(
          "(?i)^this (?:directory|chronology|index|page|list|article|leaflet)\\b|^(?:本页|本名录|本表|本文|本刊)|national register|群岛名录");

  private static final int LEAST_WORDS = 250;

  private record Line(Sentence sentence, OpenedPage page, double score) {}

  private final Prompt prompt;
  private final List<String> steps;
  private final Dossier dossier;
  private final Speech speech;
  private final Set<String> used = new HashSet<>();

  ReportWriter(Prompt prompt, List<String> steps, Dossier dossier) {
    this.prompt = prompt;
    this.steps = steps;
    this.dossier = dossier;
    this.speech = prompt.speech();
  }

  String report() {
    List<String> blocks = new ArrayList<>();
    blocks.add("# " + title());
    List<String> headings = new ArrayList<>();
    Set<String> topic = Terms.of(prompt.question());
    for (String step : sections()) {
      List<Line> lines = lines(Terms.of(step), topic, MOST_PER_SECTION, LEAST);
      if (!lines.isEmpty()) {
        headings.add(step);
        blocks.add("## " + heading(step));
        blocks.addAll(paragraphs(lines));
      }
    }
    if (headings.isEmpty()) {
      return blocks.get(0) + "\n\n" + nothing();
    }
    if (words(blocks) < LEAST_WORDS) {
      List<Line> more = lines(topic, topic, 3 * MOST_PER_SECTION, 0);
      if (!more.isEmpty()) {
        blocks.add("## " + speech.pick("Further findings", "其他发现"));
        blocks.addAll(paragraphs(more));
      }
    }
    blocks.addAll(Contradictions.among(dossier.pages(), speech));
    blocks.add("## " + speech.pick("Conclusion", "结论"));
    blocks.add(conclusion(topic));
    return String.join("\n\n", blocks);
  }

  /** The plan's steps; for a plain question its parts, then what the pages are about. */
  private List<String> sections() {
    if (!prompt.plan().isEmpty()) {
      return steps;
    }
    Set<String> sections = new LinkedHashSet<>(steps);
    for (OpenedPage page : dossier.pages()) {
      if (sections.size() < MOST_SECTIONS && page.rank() <= Hit.rank("academic")) {
        sections.add(page.subject());
      }
    }
    return List.copyOf(sections);
  }

  private String title() {
    String title = prompt.topic().replaceAll("[?？。.]+$", "").replace('\n', ' ').strip();
    int most = speech == Speech.ZH ? 40 : 100;
    if (title.length() > most) {
      int cut = title.lastIndexOf(speech == Speech.ZH ? "，" : " ", most);
      title = title.substring(0, cut > 10 ? cut : most);
    }
    return title;
  }

  private String heading(String step) {
    String heading = step.replaceAll("[?？。.:：]+$", "").strip();
    int most = speech == Speech.ZH ? 30 : 80;
    if (heading.length() > most) {
      int cut = heading.lastIndexOf(speech == Speech.ZH ? "，" : " ", most);
      heading = heading.substring(0, cut > 8 ? cut : most);
    }
    return heading.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + heading.substring(1);
  }

  private List<Line> lines(Set<String> wanted, Set<String> topic, int most, double least) {
    List<Line> all = new ArrayList<>();
    for (OpenedPage page : dossier.pages()) {
      Set<String> title = Terms.of(page.title());
      for (Sentence sentence : page.text().sentences()) {
        boolean usable =
            Speech.of(sentence.plain()) == speech
                && !used.contains(sentence.plain())
                && !sentence.hostile()
                && !OF_ITSELF.matcher(sentence.plain()).find()
                && sentence.plain().matches("(?s).*[.!?。！？][”’」\"）)]?$");
        if (usable) {
          Set<String> there = new HashSet<>(sentence.terms());
          double score = Terms.coverage(wanted, there) + 0.3 * Terms.coverage(topic, there);
          there.addAll(title);
          score += 0.4 * Terms.coverage(wanted, there) - 0.03 * page.rank();
          all.add(new Line(sentence, page, score));
        }
      }
    }
    all.sort(Comparator.comparingDouble(l -> -l.score()));
    List<Line> chosen = new ArrayList<>();
    Map<String, Integer> perPage = new LinkedHashMap<>();
    for (Line line : all) {
      boolean room =
          chosen.size() < most && perPage.getOrDefault(line.page().url(), 0) < MOST_PER_PAGE;
      if (line.score() >= least && room && used.add(line.sentence().plain())) {
        chosen.add(line);
        perPage.merge(line.page().url(), 1, Integer::sum);
      }
    }
    return chosen;
  }

  /** One paragraph for every two pages, so that a paragraph weighs sources against each other. */
  private List<String> paragraphs(List<Line> lines) {
    Map<String, List<Line>> byPage = new LinkedHashMap<>();
    lines.forEach(l -> byPage.computeIfAbsent(l.page().url(), u -> new ArrayList<>()).add(l));
    List<String> paragraphs = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    int pages = 0;
    for (List<Line> group : byPage.values()) {
      paragraph.append(paragraph.isEmpty() ? "" : speech.pick(" ", "")).append(group(group));
      if (++pages % 2 == 0) {
        paragraphs.add(paragraph.toString());
        paragraph.setLength(0);
      }
    }
    if (!paragraph.isEmpty()) {
      paragraphs.add(paragraph.toString());
    }
    return paragraphs;
  }

  private String group(List<Line> lines) {
    List<String> sentences = new ArrayList<>();
    for (Line line : lines) {
      sentences.add(cited(line));
    }
    return String.join(speech.pick(" ", ""), sentences);
  }

  private String cited(Line line) {
    String text = line.sentence().plain().strip();
    String end = text.substring(text.length() - 1);
    String body = text.substring(0, text.length() - 1);
    if (line.page().rank() >= Hit.rank("commercial")) {
      String by = line.page().publisher();
      body =
          by.isEmpty() ? body : speech.pick("According to " + by + ", " + body, by + "称，" + body);
    }
    return body + speech.pick(" ", "") + "\\cite{" + line.page().id() + "}" + end;
  }

  private String conclusion(Set<String> topic) {
    used.clear();
    List<Line> best = lines(topic, topic, 3, 0);
    String sources =
        dossier.pages().stream()
            .filter(p -> p.rank() <= Hit.rank("academic"))
            .map(OpenedPage::id)
            .distinct()
            .limit(3)
            .reduce((a, b) -> a + "," + b)
            .map(ids -> "\\cite{" + ids + "}")
            .orElse("");
    String close =
        speech.pick(
            "What is said here rests first of all on official and academic pages "
                + sources
                + "; where they are silent, the question stays open.",
            "以上内容首先依据官方和学术网页" + sources + "；这些来源没有说明之处，仍有待查证。");
    return speech.pick("In sum, these findings matter most. ", "综上所述，以下几点最为重要。")
        + group(best)
        + speech.pick(" ", "")
        + close;
  }

  private String nothing() {
    return speech.pick(
        "Nothing on this could be found on the pages that were searched and opened, so no report can"
            + " be given without guessing.",
        "在搜索和打开的网页中未能找到相关内容，为避免猜测，无法给出报告。");
  }

  private static int words(List<String> blocks) {
    int words = 0;
    for (String block : blocks) {
      long han = block.codePoints().filter(Speech::isHan).count();
      words += (int) (han * 2 / 3) + block.split("\\s+", -1).length;
    }
    return words;
  }
}
