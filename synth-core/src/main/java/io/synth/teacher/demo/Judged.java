package io.synth.teacher.demo;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether two short answers say the same. */
final class Judged {
  private static final int MOST_EXTRA_WORDS = 6;

  private Judged() {}

  /** Numbers and units must be equal; a name may stand among a few more words. */
  static boolean same(String expected, String answer) {
    String wanted = Fold.core(expected);
    String given = Fold.core(answer);
    if (wanted.isEmpty() || given.isEmpty()) {
      return false;
    }
    if (wanted.equals(given) || wanted.replace(" ", "").equals(given.replace(" ", ""))) {
      return true;
    }
    List<Quantity> wantedNumbers = numbers(expected);
    List<Quantity> givenNumbers = numbers(answer);
    if (onlyNumber(expected)) {
      return givenNumbers.stream().anyMatch(g -> wantedNumbers.stream().allMatch(w -> agree(w, g)))
          && givenNumbers.size() <= 2;
    }
    if (!values(wantedNumbers).equals(values(givenNumbers))) {
      return false;
    }
    if (Names.same(expected, answer)) {
      return true;
    }
    if (Speech.hasHan(wanted)) {
      return given.contains(wanted) && given.length() <= wanted.length() + 12;
    }
    List<String> wantedWords = Arrays.asList(wanted.split(" ", -1));
    List<String> givenWords = Arrays.asList(given.split(" ", -1));
    return new HashSet<>(givenWords).containsAll(wantedWords)
        && givenWords.size() <= wantedWords.size() + MOST_EXTRA_WORDS
        && !givenWords.contains("not");
  }

  private static boolean onlyNumber(String text) {
    List<Quantity> numbers = numbers(text);
    return numbers.size() == 1
        && Terms.of(text).size() <= 2
        && (Character.isDigit(Fold.of(text).charAt(0))
            || Fold.of(text).codePoints().allMatch(Speech::isHan)
            || NumberWords.is(text));
  }

  private static boolean agree(Quantity one, Quantity other) {
    boolean units =
        one.unit().isEmpty() || other.unit().isEmpty() || one.unit().equals(other.unit());
    return one.value().compareTo(other.value()) == 0 && units;
  }

  private static Set<String> values(List<Quantity> numbers) {
    Set<String> values = new HashSet<>();
    numbers.forEach(q -> values.add(q.value().toPlainString()));
    return values;
  }

  private static List<Quantity> numbers(String text) {
    String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
    return Quantity.in(NumberWords.digits(folded));
  }
}
