package io.synth.seed.make;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DrawTest {
  @Test
  void whatIsDrawnDoesNotDependOnTheOrderOfOffers() {
    List<Draw.Lot> lots = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      lots.add(lot(i * 7919L % 1000, "p" + i, unlike(i)));
    }
    List<String> first = drawn(lots);
    Collections.shuffle(lots, new Random(3));
    assertThat(drawn(lots)).isEqualTo(first).hasSize(3 * 4 + 3);
  }

  @Test
  void ofNearlyTheSameTheFirstLotIsDrawn() {
    String text = unlike(1) + " " + unlike(2) + " " + unlike(3);
    Draw draw = new Draw(10);
    draw.offer(lot(5, "later", text.replace("w20", "another")));
    draw.offer(lot(2, "first", text));
    draw.offer(lot(9, "unlike", unlike(40)));
    assertThat(draw.drawn(lot -> true))
        .extracting(Draw.Lot::path)
        .containsExactly("first", "unlike");
    assertThat(draw.offered()).isEqualTo(3);
  }

  @Test
  void textsWithSomeWordsInCommonAreUnlike() {
    Sketch one = Sketch.of(unlike(1) + " " + unlike(2));
    assertThat(one.likeness(Sketch.of(unlike(1) + " " + unlike(3)))).isBetween(0.1, 0.6);
    assertThat(one.likeness(Sketch.of(unlike(1) + " " + unlike(2)))).isEqualTo(1);
    assertThat(Sketch.of("验潮仪每六分钟记录一次水位").likeness(Sketch.of("灯塔的灯在日落之后点亮"))).isLessThan(0.2);
  }

  @Test
  void sharesAreEvenAndWhatOneCannotTakeGoesToTheOthers() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("a", 100);
    sizes.put("b", 2);
    sizes.put("c", 100);
    assertThat(Shares.of(30, sizes))
        .containsExactly(Map.entry("a", 14), Map.entry("b", 2), Map.entry("c", 14));
    assertThat(Shares.of(500, sizes)).isEqualTo(sizes);
    assertThat(Shares.of(1, sizes)).containsEntry("a", 1).containsEntry("c", 0);
  }

  private static List<String> drawn(List<Draw.Lot> lots) {
    Draw draw = new Draw(4);
    lots.forEach(draw::offer);
    return draw.drawn(lot -> true).stream().map(Draw.Lot::path).toList();
  }

  private static Draw.Lot lot(long lot, String path, String text) {
    return new Draw.Lot(lot, path, 0, Sketch.of(text), List.of(), 0);
  }

  private static String unlike(int number) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      text.append(" w").append(number).append(i);
    }
    return text.toString();
  }
}
