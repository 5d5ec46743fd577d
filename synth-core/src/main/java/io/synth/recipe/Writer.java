package io.synth.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.agent.PromptText;
import io.synth.agent.ReplySchemas;
import io.synth.agent.Sections;
import io.synth.model.Task;
import io.synth.model.TeacherRole;
import io.synth.model.Usage;
import io.synth.teacher.Authors;
import io.synth.teacher.TeacherSession;
import java.util.Map;

/** The teacher that writes tasks, and what it consumed since it was taken up for one. */
final class Writer {
  private final TeacherSession teachers;
  private final Usage before;
  private final Authors authors = new Authors();

  Writer(TeacherSession teachers) {
    this.teachers = teachers;
    this.before = teachers.usage();
  }

  /** Asks for a reply by the schema and with the instructions of one name. */
  JsonNode ask(String name, Sections sections) {
    return ask(name, name, Map.of(), sections);
  }

  /**
   * Asks for a structured reply.
   *
   * @param values for the places in the instructions
   * @throws io.synth.teacher.TeacherException when there is no valid reply
   */
  JsonNode ask(String prompt, String schema, Map<String, String> values, Sections sections) {
    String instructions = PromptText.fill(PromptText.read(Writer.class, prompt), values);
    JsonNode reply =
        teachers.json(TeacherRole.WRITER, sections.request(instructions), ReplySchemas.of(schema));
    authors.add(teachers.teacher(TeacherRole.WRITER), "");
    return reply;
  }

  /** Puts the writer and what it consumed into a task, and builds it. */
  Task sign(Task.Builder task) {
    return task.writer(authors.teachers()).usage(teachers.usage().minus(before)).build();
  }
}
