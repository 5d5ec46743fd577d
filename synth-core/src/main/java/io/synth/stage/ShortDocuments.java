package io.synth.stage;

import io.synth.agent.Citations;
import io.synth.check.ShownPages;
import io.synth.model.Evidence;
import io.synth.model.Finding;
import io.synth.model.Task;
import io.synth.model.Trajectory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Documents without tool calls that one trajectory and its task give: reports, plans, questions
 * answered over passages, claims judged. All have footnotes in place of citations.
 */
final class ShortDocuments {
  private final Task task;
  private final Trajectory trajectory;
  private final MidTrainingWords words;
  private final Predicate<String> fits;

  /**
   * @param fits whether a document is short enough for its context
   */
  ShortDocuments(Task task, Trajectory trajectory, Predicate<String> fits) {
    this.task = task;
    this.trajectory = trajectory;
    this.words = MidTrainingWords.in(task.language());
    this.fits = fits;
  }

  /** Documents by kind, in a fixed order; one that does not fit is left out. */
  Map<String, List<String>> byKind() {
    Map<String, List<String>> documents = new LinkedHashMap<>();
    if (task.reference() != null && !task.reference().isBlank()) {
      add(documents, "report", request() + "\n\n" + task.reference().strip());
    }
    if (!task.plan().isEmpty()) {
      add(documents, "plan", plan());
    }
    if (!task.claims().isEmpty()) {
      add(documents, "verification", verification());
    } else if (task.answer() != null) {
      add(documents, "question_answer", questionAnswer());
    } else {
      add(documents, "report", report());
    }
    return documents;
  }

  private void add(Map<String, List<String>> documents, String kind, String document) {
    if (fits.test(document)) {
      documents.computeIfAbsent(kind, k -> new ArrayList<>()).add(document);
    }
  }

  private String request() {
    return task.context() == null || task.context().isBlank()
        ? task.prompt().strip()
        : task.prompt().strip() + "\n\n" + task.context().strip();
  }

  private String plan() {
    StringBuilder document = new StringBuilder(task.prompt().strip());
    document.append("\n\n## ").append(words.plan()).append('\n');
    for (int i = 0; i < task.plan().size(); i++) {
      document.append('\n').append(i + 1).append(". ").append(task.plan().get(i).strip());
    }
    return document.toString();
  }

  private String report() {
    Footnotes footnotes = new Footnotes(trajectory);
    String report = footnotes.mark(trajectory.answer()).strip();
    return withSources(request() + "\n\n" + report, footnotes);
  }

  private String verification() {
    Footnotes footnotes = new Footnotes(trajectory);
    StringBuilder document = new StringBuilder(request());
    String answer = trajectory.answer().strip();
    if (!answer.isEmpty() && !answer.startsWith("{")) {
      document.append("\n\n").append(footnotes.mark(answer));
    }
    if (!trajectory.findings().isEmpty()) {
      document.append("\n\n## ").append(words.conclusions()).append('\n');
      for (int i = 0; i < trajectory.findings().size(); i++) {
        Finding finding = trajectory.findings().get(i);
        String marks = footnotes.marks(finding.citations());
        document
            .append('\n')
            .append(i + 1)
            .append(". ")
            .append(finding.claim().strip())
            .append(" — ")
            .append(words.of(finding.verdict()))
            .append(marks.isEmpty() ? "" : " " + marks);
      }
    }
    return withSources(document.toString(), footnotes);
  }

  /** With as many passages as fit, the first ones first. */
  private String questionAnswer() {
    List<Passage> passages = passages();
    for (int count = passages.size(); count > 0; count--) {
      String document = questionAnswer(passages.subList(0, count));
      if (fits.test(document)) {
        return document;
      }
    }
    return questionAnswer(List.of());
  }

  private String questionAnswer(List<Passage> passages) {
    Footnotes footnotes = new Footnotes(trajectory);
    StringBuilder document = new StringBuilder();
    for (Passage passage : passages) {
      int number =
          passage.evidence() == null
              ? footnotes.passage(passage.id())
              : footnotes.passage(passage.evidence());
      document
          .append('[')
          .append(number)
          .append("] ")
          .append(passage.title())
          .append('\n')
          .append(passage.url())
          .append('\n')
          .append(passage.text().strip())
          .append("\n\n");
    }
    document.append(words.question()).append(request()).append("\n\n").append(words.answer());
    document.append(footnotes.mark(trajectory.answer()).strip());
    return withSources(document.toString(), footnotes);
  }

  /** The task's evidence; where it has none, the cited pages as they were shown. */
  private List<Passage> passages() {
    List<Passage> passages = new ArrayList<>();
    for (Evidence evidence : task.evidence()) {
      passages.add(Passage.of(evidence));
    }
    if (passages.isEmpty()) {
      ShownPages shown = ShownPages.of(trajectory);
      for (String id : Citations.ids(trajectory.answer())) {
        List<ShownPages.Part> parts = shown.of(id);
        if (!parts.isEmpty()) {
          passages.add(Passage.of(parts.get(0), shown.text(id)));
        }
      }
    }
    return passages;
  }

  private String withSources(String document, Footnotes footnotes) {
    String list = footnotes.list();
    return list.isEmpty() ? document : document + "\n\n## " + words.sources() + "\n\n" + list;
  }

  private record Passage(
      String id, String title, String url, String text, @Nullable Evidence evidence) {
    static Passage of(Evidence evidence) {
      return new Passage("", evidence.title(), evidence.url(), evidence.quote(), evidence);
    }

    static Passage of(ShownPages.Part part, String text) {
      return new Passage(part.id(), part.title(), part.url(), text, null);
    }
  }
}
