package io.synth.teacher;

import io.synth.config.RoleTeachers;
import io.synth.model.ContentHash;
import io.synth.model.TeacherRole;
import java.util.Comparator;
import java.util.List;

/**
 * In which order the teachers of a role come for a work item: the first acts, the next ones take
 * over. By weighted rendezvous hashing (Schindelhauer and Schomaker, "Weighted Distributed Hash
 * Tables", 2005): the same whenever and wherever it is asked; each teacher is first for its share
 * of the items, and another weight moves only the items that have to move.
 */
final class ItemOrder {
  private ItemOrder() {}

  /** Names of the teachers, spares last. */
  static List<String> of(RoleTeachers teachers, TeacherRole role, String itemId) {
    return teachers.weights().entrySet().stream()
        .map(
            teacher -> {
              boolean spare = teacher.getValue() == 0;
              double draw = draw(role, itemId, teacher.getKey());
              double distance = -StrictMath.log(draw) / (spare ? 1 : teacher.getValue());
              return new Place(teacher.getKey(), spare, distance);
            })
        .sorted(
            Comparator.comparing(Place::spare)
                .thenComparing(Place::distance)
                .thenComparing(Place::name))
        .map(Place::name)
        .toList();
  }

  private record Place(String name, boolean spare, double distance) {}

  /** A number above 0 and below 1. */
  private static double draw(TeacherRole role, String itemId, String name) {
    long bits = ContentHash.seed("teacher", role.label(), itemId, name) >>> 11;
    return (bits + 0.5) * 0x1p-53;
  }
}
