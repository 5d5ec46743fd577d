package io.synth.teacher.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a relation's value off a sentence by the words that express the relation and what stands
 * next to them.
 */
final class Cue {
  /** A value with the address it links to (empty for none). */
  record Value(String text, String url, double score) {}

  /** Where the value stands: after the words, before them, between 由 and them, or around. */
  private enum Side {
    AFTER,
    BEFORE,
    BETWEEN,
    AROUND
  }

  private record Form(String text, Side side, double weight) {}

  private record Span(String text, String url, int start, int end) {}

  private static final int REACH = 80;
  private static final int NEAR = 60;
  private static final Pattern PASSIVE =
      Pattern.compile(
          "(?:\\b(?:is|was|were|are|been|being|be)(?: \\w+ly| first)?|\\bthe|\\ba|\\bits|\\bwho|\\bthat|\\bwhich) $");
  private static final Pattern ZH_NAME =
      Pattern.compile(
          "^(?:了|是|为|：|:|《|“|「|\\s)*([\\p{IsHan}·A-Za-z0-9& ]{2,20}?)(?=[，。；、》”」（(的]|$)");
  private static final Pattern NOT_A_ZH_NAME =
      Pattern.compile("^(?:在|于|从|由|被|把|对|与|和|后|前|他|她|它|这|那|该)");

  private Cue() {}

  /** The object of a relation of {@code subject} that a sentence states. */
  static Optional<Value> value(Sentence sentence, Relation relation, String subject) {
    return switch (relation.kind()) {
      case YEAR -> Aside.opens(sentence, subject) ? Optional.empty() : year(sentence, relation);
      case QUANTITY ->
          Aside.opens(sentence, subject) ? Optional.empty() : quantity(sentence, relation);
      case NAME -> name(sentence, forms(relation), subject, true);
    };
  }

  /** The subject of a relation to {@code object} that a sentence states. */
  static Optional<Value> subject(Sentence sentence, Relation relation, String object) {
    List<Form> forms = new ArrayList<>();
    relation.agent().forEach(f -> forms.add(new Form(f, Side.AFTER, 1.2)));
    relation.by().forEach(f -> forms.add(new Form(f, Side.BEFORE, 1.4)));
    relation.direct().forEach(f -> forms.add(new Form(f, Side.BEFORE, 1.4)));
    relation
        .noun()
        .forEach(
            f ->
                forms.add(
                    new Form(
                        f + (Speech.hasHan(f) ? "" : " of"),
                        Speech.hasHan(f) ? Side.BEFORE : Side.AFTER,
                        1.4)));
    return name(sentence, forms, object, false);
  }

  private static List<Form> forms(Relation relation) {
    List<Form> forms = new ArrayList<>();
    relation.by().forEach(f -> forms.add(new Form(f, Side.AFTER, 2)));
    relation.direct().forEach(f -> forms.add(new Form(f, Side.AFTER, 2)));
    for (String noun : relation.noun()) {
      forms.add(new Form(noun, Speech.hasHan(noun) ? Side.AFTER : Side.AROUND, 1.6));
    }
    for (String agent : relation.agent()) {
      if (Speech.hasHan(agent)) {
        forms.add(new Form(agent, Side.BETWEEN, 1.8));
        forms.add(new Form(agent, Side.BEFORE, 1.1));
      } else {
        forms.add(new Form(agent, Side.BEFORE, 1.3));
      }
    }
    return forms;
  }

  /**
   * @param guarded whether the sentence must not speak of the relation of something else
   */
  private static Optional<Value> name(
      Sentence sentence, List<Form> forms, String excluded, boolean guarded) {
    String plain = sentence.plain();
    String lower = FactFinder.lower(plain);
    if (lower.length() != plain.length()) {
      // Folding changed the places of things: compare without folding widths.
      lower = plain.toLowerCase(java.util.Locale.ROOT);
    }
    List<Value> values = new ArrayList<>();
    for (Form form : forms) {
      for (int at = indexOf(lower, form.text(), 0);
          at >= 0;
          at = indexOf(lower, form.text(), at + 1)) {
        boolean passive =
            form.side() == Side.BEFORE && PASSIVE.matcher(lower.substring(0, at)).find();
        boolean active = !passive || lower.startsWith(" by", at + form.text().length());
        if (active && !(guarded && Aside.is(sentence, excluded, at, at + form.text().length()))) {
          nearest(sentence, form, at, excluded).ifPresent(values::add);
        }
      }
    }
    return values.stream().max(Comparator.comparingDouble(Value::score));
  }

  /** As {@link String#indexOf}, at word boundaries for English. */
  static int indexOf(String text, String words, int from) {
    String wanted = words.toLowerCase(java.util.Locale.ROOT);
    for (int at = text.indexOf(wanted, from); at >= 0; at = text.indexOf(wanted, at + 1)) {
      int end = at + wanted.length();
      boolean start = at == 0 || !isLatin(text.charAt(at - 1)) || !isLatin(wanted.charAt(0));
      boolean stop =
          end >= text.length()
              || !isLatin(text.charAt(end))
              || !isLatin(wanted.charAt(wanted.length() - 1));
      if (start && stop) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isLatin(char c) {
    return Character.isLetterOrDigit(c) && !Speech.isHan(c);
  }

  private static Optional<Value> nearest(Sentence sentence, Form form, int at, String excluded) {
    int end = at + form.text().length();
    List<Span> spans = spans(sentence, form, at, end);
    Value best = null;
    for (Span span : spans) {
      int distance;
      if (span.start() >= end) {
        distance =
            form.side() == Side.AFTER || form.side() == Side.AROUND ? span.start() - end : REACH;
      } else if (span.end() <= at) {
        distance =
            switch (form.side()) {
              case AFTER -> REACH;
              case AROUND -> at - span.end() + 15;
              case BEFORE -> at - span.end();
              case BETWEEN -> between(sentence.plain(), span, at) ? 0 : REACH;
            };
      } else {
        continue;
      }
      if (distance < REACH && !Names.same(span.text(), excluded)) {
        double score = form.weight() - distance / 60.0;
        if (best == null || score > best.score()) {
          best = new Value(span.text(), span.url(), score);
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private static boolean between(String plain, Span span, int at) {
    int by = plain.lastIndexOf('由', at);
    return by >= 0 && span.start() >= by && span.start() - by <= 3 && at - span.end() <= 12;
  }

  /** Links, capitalised names, and, in Chinese without links, the words next to the cue. */
  private static List<Span> spans(Sentence sentence, Form form, int at, int end) {
    List<Span> spans = new ArrayList<>();
    for (Sentence.Link link : sentence.links()) {
      spans.add(new Span(link.text(), link.url(), link.start(), link.end()));
    }
    for (Names.Span name : Names.in(sentence.plain())) {
      boolean free =
          spans.stream().noneMatch(s -> name.start() < s.end() && s.start() < name.end());
      if (free) {
        spans.add(new Span(name.text(), "", name.start(), name.end()));
      }
    }
    if (Speech.hasHan(form.text())) {
      zhName(sentence.plain(), form, at, end)
          .filter(z -> spans.stream().noneMatch(s -> z.start() < s.end() && s.start() < z.end()))
          .ifPresent(spans::add);
    }
    return spans;
  }

  private static Optional<Span> zhName(String plain, Form form, int at, int end) {
    if (form.side() == Side.AFTER) {
      Matcher m = ZH_NAME.matcher(plain.substring(end));
      if (m.find() && !NOT_A_ZH_NAME.matcher(m.group(1)).find()) {
        return Optional.of(new Span(m.group(1).strip(), "", end + m.start(1), end + m.end(1)));
      }
      return Optional.empty();
    }
    if (form.side() == Side.BETWEEN) {
      int by = plain.lastIndexOf('由', at);
      if (by >= 0 && at - by > 2 && at - by < 24) {
        String name = plain.substring(by + 1, at).replaceFirst("(?:在|于|所).*$", "").strip();
        return name.length() < 2
            ? Optional.empty()
            : Optional.of(new Span(name, "", by + 1, by + 1 + name.length()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Value> year(Sentence sentence, Relation relation) {
    List<Form> forms = new ArrayList<>();
    relation.event().forEach(f -> forms.add(new Form(f, Side.AROUND, 1.8)));
    relation.noun().forEach(f -> forms.add(new Form(f, Side.AFTER, 2)));
    List<Quantity> years = quantities(sentence).stream().filter(Quantity::isYear).toList();
    return nearestQuantity(sentence, forms, years, NEAR)
        .map(q -> new Value(q.quantity().value().toPlainString(), "", q.score()));
  }

  private static Optional<Value> quantity(Sentence sentence, Relation relation) {
    List<Form> forms = new ArrayList<>();
    relation.noun().forEach(f -> forms.add(new Form(f, Side.AROUND, 1.8)));
    relation.adjective().forEach(f -> forms.add(new Form(f, Side.BEFORE, 1.2)));
    relation.direct().forEach(f -> forms.add(new Form(f, Side.AFTER, 1.8)));
    List<Quantity> fitting =
        quantities(sentence).stream()
            .filter(q -> relation.unit().isEmpty() || relation.unit().contains(q.unit()))
            .filter(q -> !q.isYear() || (!q.unit().isEmpty() && !q.unit().equals("年")))
            .toList();
    return nearestQuantity(sentence, forms, fitting, REACH)
        .map(q -> new Value(q.quantity().text(), "", q.score()));
  }

  static List<Quantity> quantities(Sentence sentence) {
    return Quantity.in(
        java.text.Normalizer.normalize(sentence.plain(), java.text.Normalizer.Form.NFKC));
  }

  private record Near(Quantity quantity, double score) {}

  private static Optional<Near> nearestQuantity(
      Sentence sentence, List<Form> forms, List<Quantity> quantities, int reach) {
    String lower = FactFinder.lower(sentence.plain());
    Near best = null;
    for (Form form : forms) {
      for (int at = indexOf(lower, form.text(), 0);
          at >= 0;
          at = indexOf(lower, form.text(), at + 1)) {
        int end = at + form.text().length();
        for (Quantity q : quantities) {
          int distance =
              q.start() >= end
                  ? q.start() - end
                  : at - q.end() + (form.side() == Side.BEFORE ? 0 : 10);
          double score = form.weight() - distance / 50.0;
          if (distance >= 0 && distance < reach && (best == null || score > best.score())) {
            best = new Near(q, score);
          }
        }
      }
    }
    return Optional.ofNullable(best);
  }
}
