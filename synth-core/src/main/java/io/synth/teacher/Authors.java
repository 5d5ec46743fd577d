package io.synth.teacher;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who gave the replies that something was made of, in order. Where another teacher took over, both
 * are told, joined by {@code +}, which is in no teacher's name. Used by one thread at a time.
 */
public final class Authors {
  private static final String AND = "+";

  private final Map<String, String> models = new LinkedHashMap<>();

  /** Counts a reply; of a teacher whose model changes its name, the last one counts. */
  public void add(String teacher, String model) {
    models.put(teacher, model);
  }

  public boolean isEmpty() {
    return models.isEmpty();
  }

  /** Their names in the configuration, e.g. {@code big+spare}; empty where nobody replied. */
  public String teachers() {
    return String.join(AND, models.keySet());
  }

  /** Their models, as their servers name them. */
  public String models() {
    return String.join(AND, models.values());
  }
}
