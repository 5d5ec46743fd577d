package io.synth.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.synth.config.RoleTeachers;
import io.synth.model.TeacherRole;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ItemOrderTest {
  private static final int ITEMS = 20_000;
  private static final RoleTeachers THREE_TO_ONE = weights(Map.of("big", 3.0, "small", 1.0));

  @Test
  void isTheSameInEveryVersion() {
    RoleTeachers teachers = weights(Map.of("a", 1.0, "b", 1.0, "c", 1.0, "d", 0.0));
    assertThat(IntStream.range(0, 4).mapToObj(i -> order(teachers, "item-" + i)))
        .as("a change here moves items of every run to other teachers")
        .containsExactly(
            List.of("c", "b", "a", "d"),
            List.of("b", "c", "a", "d"),
            List.of("c", "a", "b", "d"),
            List.of("a", "b", "c", "d"));
  }

  @Test
  void eachTeacherComesFirstForItsShareOfTheItems() {
    assertThat(firsts(THREE_TO_ONE, "big")).isCloseTo(ITEMS * 3L / 4, within(250L));
  }

  @Test
  void eachRoleIsSharedByItself() {
    long both =
        IntStream.range(0, ITEMS)
            .mapToObj(i -> "item-" + i)
            .filter(
                item ->
                    first(THREE_TO_ONE, item).equals("small")
                        && ItemOrder.of(THREE_TO_ONE, TeacherRole.JUDGE, item)
                            .get(0)
                            .equals("small"))
            .count();
    assertThat((double) both).isCloseTo(ITEMS / 16.0, within(150.0));
  }

  @Test
  void aLargerWeightMovesItemsToThatTeacherAlone() {
    RoleTeachers before = weights(Map.of("a", 1.0, "b", 1.0, "c", 1.0));
    RoleTeachers after = weights(Map.of("a", 2.0, "b", 1.0, "c", 1.0));
    int moved = 0;
    for (int i = 0; i < ITEMS; i++) {
      String was = first(before, "item-" + i);
      String is = first(after, "item-" + i);
      if (!was.equals(is)) {
        moved++;
        assertThat(is).isEqualTo("a");
      }
    }
    // From a third to a half.
    assertThat((double) moved).isCloseTo(ITEMS / 6.0, within(250.0));
  }

  @Test
  void aSpareComesAfterAllOthersAndMovesNothing() {
    RoleTeachers spared = weights(Map.of("big", 3.0, "small", 1.0, "s1", 0.0, "s2", 0.0));
    for (int i = 0; i < 1_000; i++) {
      List<String> order = order(spared, "item-" + i);
      assertThat(order.subList(0, 2)).isEqualTo(order(THREE_TO_ONE, "item-" + i));
      assertThat(order.subList(2, 4)).containsExactlyInAnyOrder("s1", "s2");
    }
    assertThat(
            IntStream.range(0, 1_000).mapToObj(i -> order(spared, "item-" + i).get(2)).distinct())
        .as("spares share what they take over")
        .containsExactlyInAnyOrder("s1", "s2");
  }

  private static long firsts(RoleTeachers teachers, String name) {
    return IntStream.range(0, ITEMS).filter(i -> first(teachers, "item-" + i).equals(name)).count();
  }

  private static String first(RoleTeachers teachers, String item) {
    return order(teachers, item).get(0);
  }

  private static List<String> order(RoleTeachers teachers, String item) {
    return ItemOrder.of(teachers, TeacherRole.ACTOR, item);
  }

  private static RoleTeachers weights(Map<String, Double> weights) {
    return new RoleTeachers(new TreeMap<>(weights));
  }
}
