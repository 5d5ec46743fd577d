package io.synth.check;

import io.synth.model.Language;
import io.synth.model.Message;
import io.synth.model.Source;
import io.synth.model.Task;
import io.synth.model.Trajectory;
import io.synth.model.Verdict;
import io.synth.teacher.TeacherSession;
import io.synth.text.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The answer is in the task's language, every sentence of it; what the teacher says and thinks on
 * the way is so mostly. The report filters by patterns and language density and gives no figures.
 */
final class LanguageMixingCheck implements Check {
  /** Greatest share of mixed sentences in reasoning and in turns before the answer: our choice. */
  private static final double LAX = 0.3;

  @Override
  public String name() {
    return "language_mixing";
  }

  @Override
  public String description() {
    return "No sentence of the answer is in, or mixed with, the other language, names, titles,"
        + " quotations, code and units aside; of the sentences on the way, a share of at most "
        + LAX
        + ".";
  }

  @Override
  public Verdict check(Trajectory trajectory, Task task, TeacherSession judge) {
    Verdicts verdicts = new Verdicts(name(), trajectory);
    MixedSentences mixed = MixedSentences.in(task.language(), known(trajectory, task));
    FinalAnswer answer = FinalAnswer.of(trajectory);
    String given = trajectory.findings().isEmpty() ? answer.text() : trajectory.answer();
    Optional<Sentences.Sentence> foreign = mixed.in(given).stream().findFirst();
    if (foreign.isPresent()) {
      Sentences.Sentence sentence = foreign.get();
      double share = (double) mixed.in(given).size() / Math.max(1, Sentences.of(given).size());
      return answer.failAt(
          verdicts,
          1 - share,
          "mixed_answer",
          "the answer leaves the task's language ("
              + task.language().label()
              + "): "
              + Excerpt.of(given.substring(sentence.start(), sentence.end())),
          sentence.start(),
          sentence.end());
    }
    return onTheWay(trajectory, task.language(), mixed, answer.message(), verdicts);
  }

  private static Verdict onTheWay(
      Trajectory trajectory, Language language, MixedSentences mixed, int last, Verdicts verdicts) {
    int sentences = 0;
    int foreign = 0;
    int first = -1;
    List<Message> messages = trajectory.messages();
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      if (message.role() != Message.Role.ASSISTANT) {
        continue;
      }
      List<String> texts = new ArrayList<>();
      if (message.reasoningContent() != null) {
        texts.add(message.reasoningContent());
      }
      if (i != last && !message.content().startsWith("{")) {
        texts.add(message.content());
      }
      for (String text : texts) {
        int here = mixed.in(text).size();
        sentences += Sentences.of(text).size();
        foreign += here;
        first = first < 0 && here > 0 ? i : first;
      }
    }
    double share = sentences == 0 ? 0 : (double) foreign / sentences;
    String figures =
        String.format(
            Locale.ROOT, "%d of %d sentences before the answer are mixed", foreign, sentences);
    return share <= LAX
        ? verdicts.pass(1 - share, "the answer is in one language; " + figures)
        : verdicts.failAt(
            1 - share,
            "mixed_reasoning",
            figures + ", and the task is in " + language.label(),
            first);
  }

  /** Where foreign words may come from: the request, the expected answer, the pages' titles. */
  private static List<String> known(Trajectory trajectory, Task task) {
    List<String> known = new ArrayList<>(List.of(task.prompt()));
    if (task.context() != null) {
      known.add(task.context());
    }
    if (task.answer() != null) {
      known.add(task.answer());
    }
    known.addAll(task.aliases());
    for (Source source : trajectory.sources()) {
      known.add(source.title());
      known.add(source.publisher());
    }
    return known;
  }
}
