package io.synth.bench;

import java.io.IOException;
import java.util.Locale;

/** A client of the bench. Thread-safe. */
interface BenchClient extends AutoCloseable {
  /** Filler of the prompts, about a thousand characters; the Python clients send the same. */
  String FILLER =
      "Read the notes on the harbour and say in two sentences what they hold. ".repeat(14);

  /** Whether a reply came to the call of this number. */
  boolean call(int number);

  @Override
  void close();

  /** The client that the options name. */
  static BenchClient of(MockOptions options) throws IOException {
    String name = options.text("client", "synth");
    return switch (name) {
      case "okhttp" -> new OkHttpLoop(options);
      case "synth" -> new SynthClient(options, true);
      case "synth-no-journal" -> new SynthClient(options, false);
      default ->
          throw new IllegalArgumentException(
              "no client '" + name + "': synth, synth-no-journal or okhttp");
    };
  }

  static String prompt(int number) {
    return String.format(Locale.ROOT, "call-%08d %s", number, FILLER);
  }
}
