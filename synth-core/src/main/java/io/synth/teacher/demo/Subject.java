package io.synth.teacher.demo;

/** What a question speaks of: a name, a description, or a relation of something else. */
sealed interface Subject {
  /** Something named. */
  record Named(String name) implements Subject {}

  /** Something told by what it is. */
  record Described(String text) implements Subject {}

  /**
   * Something in a relation to something else.
   *
   * @param forward whether it is the relation's object: the designer of X; else its subject: the
   *     bridge that X designed
   * @param sort what the question calls it, e.g. "university"; empty where it does not tell
   */
  record Related(Relation relation, boolean forward, String sort, Subject of) implements Subject {}

  /** Whether nothing but a name or description is left. */
  default boolean simple() {
    return !(this instanceof Related);
  }

  /** Number of relations to follow. */
  default int hops() {
    return this instanceof Related related ? 1 + related.of().hops() : 0;
  }

  /** The thing that the chain of relations starts from. */
  default Subject root() {
    return this instanceof Related related ? related.of().root() : this;
  }
}
