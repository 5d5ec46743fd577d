package io.synth.bench;

import java.util.HashMap;
import java.util.Map;

/** Options of a command of the bench: {@code --key value} each. */
final class MockOptions {
  private final Map<String, String> values = new HashMap<>();

  MockOptions(String[] args) {
    for (int i = 0; i < args.length; i += 2) {
      if (!args[i].startsWith("--") || i + 1 == args.length) {
        throw new IllegalArgumentException("'" + args[i] + "' is not an option with a value");
      }
      values.put(args[i].substring(2), args[i + 1]);
    }
  }

  String text(String key, String otherwise) {
    return values.getOrDefault(key, otherwise);
  }

  int number(String key, int otherwise) {
    String value = values.get(key);
    return value == null ? otherwise : Integer.parseInt(value);
  }

  boolean is(String key) {
    return Boolean.parseBoolean(values.getOrDefault(key, "false"));
  }
}
