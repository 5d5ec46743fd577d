package io.synth.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.agent.PromptText;
import io.synth.agent.ReplySchemas;
import io.synth.agent.Sections;
import io.synth.model.Task;
import io.synth.model.TeacherRole;
import io.synth.model.Trajectory;
import io.synth.model.Verdict;
import io.synth.teacher.TeacherSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an answer cites says what the answer says: each sentence with a citation is compared with
 * the cited pages as this trajectory was shown them, word by word first; one call asks the judge
 * about the sentences for which that leaves a doubt. A sentence that the judge finds supported in
 * part counts half.
 */
final class CitationsSupportCheck implements Check {
  private static final String INSTRUCTIONS =
      PromptText.read(CitationsSupportCheck.class, "support_judgement");

  /** Passages of a page that the judge is shown for a sentence: our choice. */
  private static final int PASSAGES = 3;

  /** Most characters of one such passage: our choice. */
  private static final int PASSAGE_CHARACTERS = 1200;

  /** Most characters of the task that the judge is shown: our choice. */
  private static final int QUESTION_CHARACTERS = 2000;

  private final double support;

  CitationsSupportCheck(CheckSettings settings) {
    this.support = settings.support();
  }

  @Override
  public String name() {
    return "citations_support";
  }

  @Override
  public String description() {
    return "A share of at least "
        + support
        + " of the cited sentences is supported by the cited pages as they were shown, word by"
        + " word or to a judge.";
  }

  @Override
  public boolean mayAskJudge() {
    return true;
  }

  @Override
  public Verdict check(Trajectory trajectory, Task task, TeacherSession judge) {
    Verdicts verdicts = new Verdicts(name(), trajectory);
    FinalAnswer answer =
        trajectory.findings().isEmpty()
            ? FinalAnswer.of(trajectory)
            : new FinalAnswer(trajectory.answer(), trajectory.messages().size() - 1, -1);
    List<CitedSentences.Cited> cited =
        CitedSentences.of(answer.text(), false).stream()
            .filter(sentence -> !sentence.ids().isEmpty())
            .filter(sentence -> sentence.text().codePoints().anyMatch(Character::isLetterOrDigit))
            .toList();
    if (cited.isEmpty()) {
      return verdicts.notApplicable("no sentence has a citation");
    }
    Map<String, List<LexicalSupport.Passage>> pages = pages(trajectory, cited);
    Support[] found = new Support[cited.size()];
    List<Integer> unclear = new ArrayList<>();
    for (int i = 0; i < cited.size(); i++) {
      List<LexicalSupport.Passage> passages = passages(cited.get(i), pages);
      if (passages.isEmpty()) {
        found[i] = new Support(0, "the cited pages were not shown");
      } else if (LexicalSupport.isFull(cited.get(i).text(), passages)) {
        found[i] = new Support(1, "word by word");
      } else {
        unclear.add(i);
      }
    }
    if (!unclear.isEmpty()) {
      judge(task, cited, unclear, pages, judge, found);
    }
    return verdict(answer, cited, found, unclear.size(), verdicts);
  }

  /** How far a sentence is supported, 0 to 1, and why. */
  private record Support(double share, String reason) {}

  private Verdict verdict(
      FinalAnswer answer,
      List<CitedSentences.Cited> cited,
      Support[] found,
      int judged,
      Verdicts verdicts) {
    double sum = 0;
    int first = -1;
    for (int i = 0; i < found.length; i++) {
      sum += found[i].share();
      first = first < 0 && found[i].share() < 1 ? i : first;
    }
    for (int i = found.length - 1; i >= 0; i--) {
      first = found[i].share() == 0 ? i : first;
    }
    double share = sum / found.length;
    String figures =
        String.format(
            Locale.ROOT,
            "a share of %.2f of %d cited sentences is supported, %d of them put to the judge",
            share,
            found.length,
            judged);
    if (share >= support) {
      return verdicts.pass(share, figures);
    }
    CitedSentences.Cited sentence = cited.get(first);
    return answer.failAt(
        verdicts,
        share,
        "unsupported",
        figures
            + "; the first that is not: "
            + Excerpt.of(sentence.text())
            + " ("
            + Excerpt.of(found[first].reason())
            + ")",
        sentence.start(),
        sentence.end());
  }

  private static Map<String, List<LexicalSupport.Passage>> pages(
      Trajectory trajectory, List<CitedSentences.Cited> cited) {
    ShownPages shown = ShownPages.of(trajectory);
    Map<String, List<LexicalSupport.Passage>> pages = new LinkedHashMap<>();
    for (CitedSentences.Cited sentence : cited) {
      for (String id : sentence.ids()) {
        pages.computeIfAbsent(id, page -> LexicalSupport.passages(shown.text(page)));
      }
    }
    return pages;
  }

  private static List<LexicalSupport.Passage> passages(
      CitedSentences.Cited sentence, Map<String, List<LexicalSupport.Passage>> pages) {
    return sentence.ids().stream().flatMap(id -> of(pages, id).stream()).toList();
  }

  private static List<LexicalSupport.Passage> of(
      Map<String, List<LexicalSupport.Passage>> pages, String id) {
    return pages.getOrDefault(id, List.of());
  }

  private static void judge(
      Task task,
      List<CitedSentences.Cited> cited,
      List<Integer> unclear,
      Map<String, List<LexicalSupport.Passage>> pages,
      TeacherSession judge,
      Support[] found) {
    List<String> items = new ArrayList<>();
    StringBuilder passages = new StringBuilder();
    for (int index : unclear) {
      CitedSentences.Cited sentence = cited.get(index);
      items.add(sentence.text());
      for (String id : sentence.ids()) {
        LexicalSupport.best(sentence.text(), of(pages, id), PASSAGES)
            .forEach(passage -> append(passages, items.size(), id, passage.text()));
      }
      found[index] = new Support(0, "the judge said nothing of it");
    }
    Sections sections =
        Sections.in(task.language())
            .with("question", Excerpt.cut(task.prompt(), QUESTION_CHARACTERS))
            .numbered("items", items)
            .with("passages", passages.toString().strip());
    JsonNode reply =
        judge.json(
            TeacherRole.JUDGE,
            sections.request(INSTRUCTIONS),
            ReplySchemas.of("support_judgement"));
    boolean[] said = new boolean[unclear.size()];
    for (JsonNode item : reply.path("items")) {
      int at = item.path("index").asInt() - 1;
      if (at >= 0 && at < unclear.size() && !said[at]) {
        said[at] = true;
        found[unclear.get(at)] =
            new Support(share(item.path("verdict").asText()), item.path("reason").asText());
      }
    }
  }

  private static double share(String verdict) {
    return switch (verdict) {
      case "full" -> 1;
      case "partial" -> 0.5;
      default -> 0;
    };
  }

  private static void append(StringBuilder passages, int item, String id, String text) {
    passages
        .append("<passage item=\"")
        .append(item)
        .append("\" source=\"")
        .append(id)
        .append("\">")
        .append(Excerpt.cut(text, PASSAGE_CHARACTERS).replaceAll("(?i)<(/?passage\\b)", "< $1"))
        .append("</passage>\n");
  }
}
