package io.synth.teacher;

/**
 * The item waits for a reply that will come later: it is worked on again, from its beginning, when
 * the reply is in the journal. No failure of the item, and nothing to catch on the way.
 */
public final class ParkedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ParkedException(String itemId) {
    super("item " + itemId + " waits for a reply", null, false, false);
  }
}
