package io.synth.run;

/**
 * The account of one job over one kind of row: rows in = rows out + rejected + quarantined.
 *
 * @param rows what is counted, e.g. {@code seed lines}
 */
public record Book(String step, String rows, long in, long out, long rejected, long quarantined) {
  /** Whether nothing was lost and nothing appeared. */
  public boolean balanced() {
    return in == out + rejected + quarantined;
  }

  @Override
  public String toString() {
    return step
        + ": "
        + in
        + " "
        + rows
        + " in, "
        + out
        + " out, "
        + rejected
        + " rejected, "
        + quarantined
        + " quarantined";
  }
}
