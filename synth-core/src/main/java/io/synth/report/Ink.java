package io.synth.report;

/** What a piece of text is, and with it its colour: parameters of an ANSI SGR sequence. */
enum Ink {
  PLAIN(""),
  STRONG("1"),
  DIM("2"),
  FRAME("90"),
  SYSTEM("90"),
  USER("34"),
  ASSISTANT("32"),
  TOOL("33"),
  CALL("35"),
  CITATION("36"),
  GOOD("32"),
  BAD("31"),
  /** A passage that a check objects to. */
  FAULT("4;31");

  private final String parameters;

  Ink(String parameters) {
    this.parameters = parameters;
  }

  /** The sequence that begins this colour; empty for plain text. */
  String sequence() {
    return parameters.isEmpty() ? "" : "\u001B[" + parameters + "m";
  }
}
