package io.synth.check;

import io.synth.model.Language;
import io.synth.model.Message;
import io.synth.model.Task;
import io.synth.model.Trajectory;
import io.synth.model.Verdict;
import io.synth.teacher.TeacherSession;
import io.synth.text.LanguageOf;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * No degenerate repetition: within an assistant turn or its reasoning, n-grams that come again and
 * blocks repeated one after the other; over turns, equal tool calls and cycles of calls. The rows
 * of a table may look alike, and what a page says as often may be quoted.
 */
final class NgramLoopCheck implements Check {
  /** Immediately repeated text from this many terms on is a loop: our choice. */
  private static final int LONGEST_RUN = 30;

  private final int words;
  private final int characters;
  private final double duplicates;
  private final int repeatedCalls;

  NgramLoopCheck(CheckSettings settings) {
    this.words = settings.ngramWords();
    this.characters = settings.ngramCharacters();
    this.duplicates = settings.duplicateNgrams();
    this.repeatedCalls = settings.repeatedCalls();
  }

  @Override
  public String name() {
    return "ngram_loop";
  }

  @Override
  public String description() {
    return "No turn repeats itself: at most a share of "
        + duplicates
        + " of its n-grams ("
        + words
        + " words, or "
        + characters
        + " Chinese characters) came before in it, no block is repeated on end; no tool call is"
        + " made "
        + repeatedCalls
        + " times with the same arguments, and no cycle of calls is run twice.";
  }

  @Override
  public Verdict check(Trajectory trajectory, Task task, TeacherSession judge) {
    Verdicts verdicts = new Verdicts(name(), trajectory);
    List<Message> messages = trajectory.messages();
    Quoted quoted = new Quoted(messages);
    double worst = 0;
    for (int i = 0; i < messages.size(); i++) {
      if (messages.get(i).role() != Message.Role.ASSISTANT) {
        continue;
      }
      List<String> texts = new ArrayList<>(List.of(messages.get(i).content()));
      String reasoning = messages.get(i).reasoningContent();
      if (reasoning != null) {
        texts.add(reasoning);
      }
      for (String text : texts) {
        String where = text.equals(reasoning) ? "the reasoning" : "the text";
        Optional<Verdict> run = run(text, where, i, quoted, verdicts);
        if (run.isPresent()) {
          return run.get();
        }
        double share = duplicateShare(text, quoted);
        worst = Math.max(worst, share);
        if (share > duplicates) {
          return verdicts.failAt(
              1 - share,
              "duplicate_ngrams",
              String.format(
                  Locale.ROOT,
                  "message %d: a share of %.2f of the n-grams of %s came before in it, at most %s"
                      + " may",
                  i,
                  share,
                  where,
                  duplicates),
              i);
        }
      }
    }
    Optional<CallLoops.Loop> loop = CallLoops.first(messages, repeatedCalls);
    if (loop.isPresent()) {
      return verdicts.failAt(0, loop.get().code(), loop.get().reason(), loop.get().message());
    }
    return verdicts.pass(
        1 - worst,
        String.format(
            Locale.ROOT, "a share of at most %.2f of a turn's n-grams is repeated", worst));
  }

  private Optional<Verdict> run(
      String text, String where, int message, Quoted quoted, Verdicts verdicts) {
    List<RepeatedTerms.Term> terms = RepeatedTerms.terms(text);
    Optional<RepeatedTerms.Run> run = RepeatedTerms.longestRun(terms, LONGEST_RUN);
    if (run.isEmpty() || quoted.holds(run.get().terms(terms))) {
      return Optional.empty();
    }
    int start = terms.get(run.get().from()).start();
    int end = terms.get(run.get().to() - 1).end();
    String reason =
        String.format(
            Locale.ROOT,
            "message %d: %s repeats a block of %d terms %d times: %s",
            message,
            where,
            run.get().period(),
            run.get().times(),
            Excerpt.of(text.substring(start, end)));
    return Optional.of(
        where.equals("the text")
            ? verdicts.failAt(0, "repeated_block", reason, message, start, end)
            : verdicts.failAt(0, "repeated_block", reason, message));
  }

  private double duplicateShare(String text, Quoted quoted) {
    boolean chinese = LanguageOf.text(text) == Language.ZH;
    return RepeatedTerms.duplicateShare(text, chinese ? characters : words, quoted);
  }
}
