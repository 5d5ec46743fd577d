package io.synth.teacher.demo;

import java.util.ArrayList;
import java.util.List;

/** A numbered passage {@code [1] title: quote}. */
record Passage(int index, String title, String quote) {

  static List<Passage> in(Sections sections) {
    List<Passage> passages = new ArrayList<>();
    for (Sections.Item item : sections.items("passages")) {
      int colon = item.text().indexOf(": ");
      int wide = item.text().indexOf('：');
      int cut = colon < 0 || (wide >= 0 && wide < colon) ? wide : colon;
      String title = cut < 0 ? "" : item.text().substring(0, cut).strip();
      String quote = cut < 0 ? item.text() : item.text().substring(cut + 1).strip();
      passages.add(new Passage(item.index(), title, quote));
    }
    return passages;
  }

  String whole() {
    return title + ". " + quote;
  }
}
