package io.synth.jobs.stage;

/** An item was not worked on to its end, as the run is being stopped. */
final class StoppedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Stop stop;

  StoppedException(Stop stop) {
    super(stop.message());
    this.stop = stop;
  }

  Stop stop() {
    return stop;
  }
}
