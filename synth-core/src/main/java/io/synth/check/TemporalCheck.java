package io.synth.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.synth.model.Message;
import io.synth.model.Source;
import io.synth.model.Task;
import io.synth.model.ToolCall;
import io.synth.model.Trajectory;
import io.synth.model.Verdict;
import io.synth.teacher.TeacherSession;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A timeless question is not pinned to a past date (the report's temporal filter). Past means older
 * than the newest page that the trajectory opened, so no clock is needed. Careful: it speaks up
 * only where the question has no date, and the answer opens with "As of 2019" or all of at least
 * three queries carry the same past year.
 */
final class TemporalCheck implements Check {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LEAST_QUERIES = 3;

  private static final Pattern YEAR = Pattern.compile("(?<!\\d)(?:19|20|21)\\d{2}(?!\\d)");
  private static final Pattern DATED =
      Pattern.compile(
          "(?i)(?<!\\d)(?:1[0-9]|20|21)\\d{2}(?!\\d)|[一二三四五六七八九〇零]{4}年|\\d{2}世纪|世纪"
              + "|\\b(?:as of|century|last (?:year|month|decade)|this year|years? ago|decades?)\\b"
              + "|去年|前年|今年|年代|上个月|截至|截止");
  private static final Pattern OPENING =
      Pattern.compile(
          "(?i)^[\\s>*_#]*(?:as (?:of|at)|up to|until|by the end of)\\s+(?:(?:the )?(?:end|start|middle)"
              + " of |(?:early|mid|late)[- ])?(?:\\d{1,2}\\s+)?(?:[a-z]{3,9}\\.?\\s+)?(?:\\d{1,2},?\\s+)?"
              + "((?:19|20|21)\\d{2})"
              + "|^[\\s>*_#]*(?:截至|截止到?|截止至)\\s*(?:目前|到)?[（(]?\\s*((?:19|20|21)\\d{2})\\s*年?");

  @Override
  public String name() {
    return "temporal";
  }

  @Override
  public String description() {
    return "A question without a date is not pinned to a past one: the answer does not open with a"
        + " year older than the newest page opened, nor do all queries carry such a year.";
  }

  @Override
  public Verdict check(Trajectory trajectory, Task task, TeacherSession judge) {
    Verdicts verdicts = new Verdicts(name(), trajectory);
    int newest = newest(trajectory.sources());
    if (newest == 0) {
      return verdicts.notApplicable("no page with a date was opened");
    }
    if (isDated(task)) {
      return verdicts.notApplicable("the question has a date");
    }
    FinalAnswer answer = FinalAnswer.of(trajectory);
    for (int start : openings(answer.text())) {
      Matcher opening = OPENING.matcher(answer.text().substring(start));
      if (opening.lookingAt()) {
        int year = Integer.parseInt(opening.group(1) == null ? opening.group(2) : opening.group(1));
        if (year < newest) {
          return answer.failAt(
              verdicts,
              0,
              "pinned_answer",
              "the question has no date, and the answer speaks of "
                  + year
                  + " where a page of "
                  + newest
                  + " was opened",
              start + opening.start(),
              start + opening.end());
        }
      }
    }
    Optional<Integer> pinned = pinnedQueries(trajectory).filter(year -> year < newest);
    return pinned.isPresent()
        ? verdicts.fail(
            0,
            "pinned_queries",
            "the question has no date, and all queries carry the year "
                + pinned.get()
                + " where a page of "
                + newest
                + " was opened")
        : verdicts.pass(1, "not pinned to a date before " + newest);
  }

  private static boolean isDated(Task task) {
    String context = task.context() == null ? "" : task.context();
    String answer = task.answer() == null ? "" : task.answer();
    return DATED.matcher(narrow(task.prompt() + "\n" + context)).find()
        || YEAR.matcher(narrow(answer)).find();
  }

  private static int newest(List<Source> sources) {
    return sources.stream()
        .map(source -> YEAR.matcher(source.date()))
        .filter(Matcher::lookingAt)
        .mapToInt(year -> Integer.parseInt(year.group()))
        .max()
        .orElse(0);
  }

  /**
   * Where the first two paragraphs begin that are no headings: the second follows a short answer.
   */
  private static List<Integer> openings(String answer) {
    List<Integer> openings = new ArrayList<>();
    int at = 0;
    for (String line : answer.split("\n", -1)) {
      boolean follows = at == 0 || (at > 1 && answer.startsWith("\n\n", at - 2)) || at == 1;
      boolean heading = line.stripLeading().startsWith("#");
      if (!line.isBlank() && !heading && (follows || openings.isEmpty()) && openings.size() < 2) {
        openings.add(at);
      }
      at += line.length() + 1;
    }
    return openings;
  }

  /** The one year that all queries carry, where there are enough of them. */
  private static Optional<Integer> pinnedQueries(Trajectory trajectory) {
    List<String> queries = queries(trajectory);
    if (queries.size() < LEAST_QUERIES) {
      return Optional.empty();
    }
    Integer common = null;
    for (String query : queries) {
      List<Integer> years =
          YEAR.matcher(narrow(query)).results().map(y -> Integer.valueOf(y.group())).toList();
      if (years.isEmpty() || years.stream().distinct().count() > 1) {
        return Optional.empty();
      }
      if (common != null && !common.equals(years.get(0))) {
        return Optional.empty();
      }
      common = years.get(0);
    }
    return Optional.ofNullable(common);
  }

  private static List<String> queries(Trajectory trajectory) {
    List<String> queries = new ArrayList<>();
    for (Message message : trajectory.messages()) {
      for (ToolCall call : message.toolCalls()) {
        if (call.function().name().equals("batch_search")) {
          arguments(call).path("queries").forEach(query -> queries.add(query.asText()));
        }
      }
    }
    return queries;
  }

  private static JsonNode arguments(ToolCall call) {
    try {
      return JSON.readTree(call.function().arguments());
    } catch (JsonProcessingException e) {
      // Such a call found nothing; protocol_shape reports it.
      return JSON.missingNode();
    }
  }

  private static String narrow(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC);
  }
}
