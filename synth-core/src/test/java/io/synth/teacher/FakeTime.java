package io.synth.teacher;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that only sleeping moves. */
public final class FakeTime extends Clock implements Sleeper {
  private final AtomicLong now =
      new AtomicLong(Instant.parse("2031-05-01T12:00:00Z").toEpochMilli());
  private final List<Duration> sleeps = new CopyOnWriteArrayList<>();

  /** All sleeps so far. */
  public List<Duration> sleeps() {
    return sleeps;
  }

  public void pass(Duration duration) {
    now.addAndGet(duration.toMillis());
  }

  @Override
  public void sleep(Duration duration) {
    sleeps.add(duration);
    pass(duration);
  }

  @Override
  public long millis() {
    return now.get();
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(now.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
