package io.synth.recipe;

/** A seed yields no task by this recipe. */
public final class RecipeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code for rows, e.g. {@code no_walk}, {@code inconsistent}
   * @param message why, as a sentence
   */
  public RecipeException(String code, String message) {
    super(message);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
