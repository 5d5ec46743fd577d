package io.synth.teacher.demo;

import java.util.ArrayList;
import java.util.List;

/** A numbered line {@code 1. subject | relation | object}, with an address where one follows. */
record TripleLine(int index, String subject, String relation, String object) {

  static List<TripleLine> in(Sections sections, String name) {
    List<TripleLine> lines = new ArrayList<>();
    for (Sections.Item item : sections.items(name)) {
      String[] parts = item.text().split("\\s*\\|\\s*", -1);
      if (parts.length >= 3) {
        lines.add(
            new TripleLine(item.index(), parts[0].strip(), parts[1].strip(), parts[2].strip()));
      }
    }
    return lines;
  }

  Relation known() {
    return Relations.labelledOrNamed(relation);
  }
}
