package io.synth.jobs.stage;

import io.synth.jobs.Worker;
import io.synth.teacher.TeacherSession;
import java.io.Serializable;

/** What a job does with one item. Thread-safe. */
@FunctionalInterface
public interface ItemWork extends Serializable {
  /**
   * Works on an item: a pure function of the payload and the teachers' replies.
   *
   * @param payload as the job encoded it
   * @param session the teachers, with the item's journal
   * @param rows takes the rows that come of it
   * @throws io.synth.teacher.BudgetSpentException passed through: the item is done in a later run
   */
  void work(byte[] payload, TeacherSession session, Worker worker, ItemRows rows);
}
