package io.synth.teacher.demo;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells sentences that state a relation of something else than the thing looked at. */
final class Aside {
  private static final Pattern OF = Pattern.compile("^ of (?:the |an? )?");
  private static final Pattern POSSESSOR = Pattern.compile("([\\p{IsHan}A-Za-z0-9·& ]{2,20})的$");
  private static final Pattern PRONOUN = Pattern.compile("[他她它其这该本此]");
  private static final int AT_THE_START = 4;

  private Aside() {}

  /** Whether the words at a place belong to another thing than {@code subject}. */
  static boolean is(Sentence sentence, String subject, int at, int end) {
    String plain = sentence.plain();
    Matcher of = OF.matcher(plain.substring(end));
    if (of.find()) {
      Optional<Names.Span> owner = nameAt(plain, end + of.end());
      return owner.isPresent() && !Names.same(owner.get().text(), subject);
    }
    Matcher possessor = POSSESSOR.matcher(plain.substring(0, at));
    if (possessor.find() && Speech.hasHan(plain.substring(at, end))) {
      String owner = possessor.group(1);
      return !owner.endsWith(subject)
          && !PRONOUN.matcher(owner).find()
          && !Names.same(owner, subject);
    }
    return opens(sentence, subject);
  }

  /** Whether the sentence begins with the name of another thing. */
  static boolean opens(Sentence sentence, String subject) {
    String plain = sentence.plain();
    if (Names.mentions(plain, subject)
        && plain
                .toLowerCase(java.util.Locale.ROOT)
                .indexOf(subject.toLowerCase(java.util.Locale.ROOT))
            <= AT_THE_START) {
      return false;
    }
    for (Sentence.Link link : sentence.links()) {
      if (plain.substring(0, link.start()).strip().matches("(?i)|the|《")) {
        return !Names.same(link.text(), subject);
      }
    }
    return nameAt(plain, 0)
        .or(() -> nameAt(plain, AT_THE_START))
        .filter(n -> !Names.same(n.text(), subject) && !inside(n.text(), subject))
        .isPresent();
  }

  private static boolean inside(String part, String whole) {
    return (" " + Fold.of(whole) + " ").contains(" " + Fold.of(part) + " ");
  }

  private static Optional<Names.Span> nameAt(String plain, int at) {
    return Names.in(plain).stream()
        .filter(n -> n.start() == at && n.text().contains(" "))
        .findFirst();
  }
}
