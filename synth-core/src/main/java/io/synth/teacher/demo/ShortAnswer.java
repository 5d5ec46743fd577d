package io.synth.teacher.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the final answer to a question with a short one: the answer, then why, with citations. */
final class ShortAnswer {
  private final Dossier dossier;
  private final Speech speech;

  ShortAnswer(Dossier dossier, Speech speech) {
    this.dossier = dossier;
    this.speech = speech;
  }

  /**
   * @param again whether an earlier answer was turned down
   */
  DemoReply of(Step.Known known, boolean again) {
    Found last = known.trail().get(known.trail().size() - 1);
    String value = inSpeech(known.name(), known.url());
    List<String> lines = new ArrayList<>();
    for (Found found : known.trail()) {
      lines.add(stated(found));
    }
    for (Found other : known.others()) {
      lines.add(contradiction(last, other));
    }
    lines.add(
        speech.pick(
            "The answer is therefore " + value + " " + cite(last) + ".",
            "因此答案是" + value + cite(last) + "。"));
    String thought =
        again
            ? speech.pick(
                "My earlier answer does not hold; checked against the pages, " + value + " fits.",
                "之前的答案站不住脚；核对网页之后，" + value + "更符合。")
            : speech.pick("The pages answer it: " + value + ".", "网页已经给出答案：" + value + "。");
    return DemoReply.say(
        thought,
        "<answer>\n" + value + "\n\n" + String.join(speech.pick(" ", ""), lines) + "\n</answer>");
  }

  /** An honest answer where nothing was found. */
  DemoReply none(String question) {
    int pages = dossier.pages().size();
    String text =
        speech.pick(
            "Not found\n\nThe answer could not be found: none of the "
                + pages
                + " pages that were opened tells it.",
            "未能找到\n\n未能找到答案：已打开的" + pages + "个网页都没有说明这一点。");
    return DemoReply.say(
        speech.pick(
            "Nothing fits, and I will not guess at: " + question, "没有找到相符的内容，不作猜测：" + question),
        "<answer>\n" + text + "\n</answer>");
  }

  private String stated(Found found) {
    String statement = found.statement().strip();
    boolean foreign =
        Speech.of(statement) != speech && Speech.hasHan(statement) != (speech == Speech.ZH);
    if (foreign) {
      String relation = found.relation().label(speech);
      return relation.isEmpty()
          ? speech.pick(
              "The page \""
                  + found.page().title()
                  + "\" gives "
                  + found.value()
                  + " "
                  + cite(found)
                  + ".",
              "网页“" + found.page().title() + "”给出的是" + found.value() + cite(found) + "。")
          : speech.pick(
              "The page \""
                  + found.page().title()
                  + "\" gives \""
                  + relation
                  + "\" as "
                  + found.value()
                  + " "
                  + cite(found)
                  + ".",
              "网页“"
                  + found.page().title()
                  + "”给出的"
                  + relation
                  + "是"
                  + found.value()
                  + cite(found)
                  + "。");
    }
    boolean row = !statement.matches("(?s).*[.!?。！？][”’」\"）)]?$");
    if (row) {
      return speech.pick(
          "The key facts of \""
              + found.page().title()
              + "\" say "
              + statement
              + " "
              + cite(found)
              + ".",
          "《" + found.page().title() + "》的基本信息写明" + statement + cite(found) + "。");
    }
    String end = statement.substring(statement.length() - 1);
    String body = statement.substring(0, statement.length() - 1);
    return body + speech.pick(" ", "") + cite(found) + end;
  }

  private String contradiction(Found kept, Found other) {
    boolean authority = kept.page().rank() < other.page().rank();
    String where = where(other.page());
    return speech.pick(
        "Another page, "
            + where
            + ", gives "
            + other.value()
            + " instead "
            + cite(other)
            + "; the "
            + (authority ? "more authoritative" : "subject's own or later")
            + " source is to be preferred.",
        "另一网页"
            + where
            + "给出的是"
            + other.value()
            + cite(other)
            + "；应以"
            + (authority ? "更权威" : "该事物自己的或更新")
            + "的来源为准。");
  }

  private String where(OpenedPage page) {
    String date = page.date().isEmpty() ? "" : ", " + page.date();
    return speech.pick(
        "\"" + page.title() + "\" (" + page.publisher() + date + ")",
        "“" + page.title() + "”（" + page.publisher() + date.replace(", ", "，") + "）");
  }

  private static String cite(Found found) {
    return found.page().id().isEmpty() ? "" : "\\cite{" + found.page().id() + "}";
  }

  /** A name in the language of the answer, where some page links to the same thing by it. */
  private String inSpeech(String name, String url) {
    if (url.isEmpty() || Speech.hasHan(name) == (speech == Speech.ZH)) {
      return name;
    }
    for (OpenedPage page : dossier.pages()) {
      for (Sentence sentence : page.text().sentences()) {
        for (Sentence.Link link : sentence.links()) {
          if (link.url().equals(url) && Speech.hasHan(link.text()) == (speech == Speech.ZH)) {
            return link.text();
          }
        }
      }
    }
    return name;
  }

  /** The same research with a wrong end: another year, number or name. */
  Step.Known spoilt(Step.Known known) {
    String value = known.name();
    List<Quantity> numbers = Quantity.in(value);
    String wrong;
    if (!numbers.isEmpty()) {
      Quantity q = numbers.get(0);
      String digits =
          q.isYear()
              ? q.value().add(java.math.BigDecimal.valueOf(3)).toPlainString()
              : swapped(q.value().toPlainString());
      wrong = value.replace(q.text(), q.text().replaceFirst("[\\d,.]+", digits));
      wrong = wrong.equals(value) ? digits : wrong;
    } else {
      wrong = otherName(known).orElse(value + speech.pick(" the Elder", "二世"));
    }
    return new Step.Known(wrong, "", known.trail(), List.of());
  }

  private static String swapped(String digits) {
    return digits.length() > 1
            && digits.charAt(0) != digits.charAt(1)
            && Character.isDigit(digits.charAt(1))
            && digits.charAt(1) != '0'
        ? "" + digits.charAt(1) + digits.charAt(0) + digits.substring(2)
        : "9" + digits.substring(1) + "5";
  }

  private Optional<String> otherName(Step.Known known) {
    OpenedPage page = known.trail().get(known.trail().size() - 1).page();
    return page.text().sentences().stream()
        .flatMap(s -> s.links().stream())
        .map(Sentence.Link::text)
        .filter(t -> !Names.same(t, known.name()) && !Names.same(t, page.subject()))
        .filter(t -> Speech.hasHan(t) == (speech == Speech.ZH))
        .findFirst();
  }
}
