package io.synth.agent;

/**
 * Limits of one attempt at a task. The Step-DeepResearch report gives 50 steps and 3 reflections;
 * the other figures are our choice.
 *
 * @param maxSteps most assistant turns before an answer is forced (default 30); the forced turn
 *     itself comes on top
 * @param maxToolCalls tool calls after which an answer is forced (default 60)
 * @param contextTokens most tokens of the conversation with its tool definitions (default 131,072);
 *     the acting teacher's own context window, where smaller, takes its place
 * @param answerReserve tokens of these kept free for the forced answer (default 8,192); at most a
 *     quarter of the context is kept
 * @param parallelCalls most calls of one turn that are run (default 5); 1 allows no parallel calls
 * @param nudges turns in a row without call or answer that are asked to go on (default 2)
 * @param reflections most times a wrong result is reflected on (default 3)
 */
public record AgentSettings(
    int maxSteps,
    int maxToolCalls,
    int contextTokens,
    int answerReserve,
    int parallelCalls,
    int nudges,
    int reflections) {
  public static final AgentSettings DEFAULT = new AgentSettings(30, 60, 131_072, 8_192, 5, 2, 3);

  /**
   * @throws IllegalArgumentException naming the setting that is out of range
   */
  public AgentSettings {
    atLeast(1, "maxSteps", maxSteps);
    atLeast(0, "maxToolCalls", maxToolCalls);
    atLeast(1, "contextTokens", contextTokens);
    atLeast(1, "answerReserve", answerReserve);
    atLeast(1, "parallelCalls", parallelCalls);
    atLeast(0, "nudges", nudges);
    atLeast(0, "reflections", reflections);
  }

  private static void atLeast(int least, String name, int value) {
    if (value < least) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be at least " + least);
    }
  }
}
